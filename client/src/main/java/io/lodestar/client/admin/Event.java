package io.lodestar.client.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened, as a Lodestar name server remembers it. Immutable.
 *
 * @param number greater by one than that of the event before, across restarts of the name server
 * @param time by the name server's clock, in milliseconds
 * @param kind what sort of thing happened, such as {@code BROKER_REGISTERED}; a newer name server may know more kinds
 * @param cluster the cluster it happened in, if in one
 * @param brokerName the broker group it happened to, if to one
 * @param topics the topics it happened to
 * @param detail what else is to be said, in words; may be empty
 * @param by the address of whoever asked for it, if somebody did
 * @param account the account that whoever asked for it has proved to be, if any
 */
public record Event(
        long number,
        Instant time,
        String kind,
        Optional<String> cluster,
        Optional<String> brokerName,
        List<String> topics,
        String detail,
        Optional<String> by,
        Optional<String> account) {
    /** Copies the list. */
    public Event {
        topics = List.copyOf(topics);
    }
}
