package io.lodestar.server.journal;

import java.util.List;
import java.util.Optional;

/**
 * Something that happened. Texts that peers chose are cut to {@value #MAX_TEXT} characters.
 *
 * @param cluster the cluster it happened in, if in one
 * @param brokerName the broker group it happened to, if to one
 * @param topics the topics it happened to
 * @param detail what else is to be said, in words; may be empty
 * @param by the address of whoever asked for it, if somebody did
 * @param account the account that whoever asked for it has proved to be, if any
 */
public record Event(
        EventKind kind,
        Optional<String> cluster,
        Optional<String> brokerName,
        List<String> topics,
        String detail,
        Optional<String> by,
        Optional<String> account) {
    /** How long a text in an event may be. */
    static final int MAX_TEXT = 1_000;

    /** Cuts long texts and copies the list. */
    public Event {
        cluster = cluster.map(Event::cut);
        brokerName = brokerName.map(Event::cut);
        topics = topics.stream().allMatch(Event::fits)
                ? List.copyOf(topics)
                : topics.stream().map(Event::cut).toList();
        detail = cut(detail);
        by = by.map(Event::cut);
        account = account.map(Event::cut);
    }

    /** Returns an event of which no more is said than this. */
    public static Event of(EventKind kind, String detail) {
        return new Event(
                kind, Optional.empty(), Optional.empty(), List.of(), detail, Optional.empty(), Optional.empty());
    }

    /** Returns this event as one of a cluster. */
    public Event inCluster(String name) {
        return new Event(kind, Optional.of(name), brokerName, topics, detail, by, account);
    }

    /** Returns this event as one of a broker group. */
    public Event ofBroker(String name) {
        return new Event(kind, cluster, Optional.of(name), topics, detail, by, account);
    }

    /** Returns this event as one of these topics and no others. */
    public Event ofTopics(List<String> names) {
        return new Event(kind, cluster, brokerName, names, detail, by, account);
    }

    /** Returns this event as one that somebody asked for. */
    public Event by(String address) {
        return new Event(kind, cluster, brokerName, topics, detail, Optional.of(address), account);
    }

    /** Returns this event as one that an account asked for, if one did. */
    public Event as(Optional<String> name) {
        return new Event(kind, cluster, brokerName, topics, detail, by, name);
    }

    /** Returns how much memory this takes at most, by and large. */
    public long bytes() {
        long sum = Recent.bytes(detail) + bytes(cluster) + bytes(brokerName) + bytes(by);
        for (var topic : topics) {
            sum += Recent.bytes(topic);
        }
        return sum;
    }

    private static long bytes(Optional<String> text) {
        return text.map(Recent::bytes).orElse(0L);
    }

    private static boolean fits(String text) {
        return text.length() <= MAX_TEXT;
    }

    private static String cut(String text) {
        return fits(text) ? text : text.substring(0, MAX_TEXT - 1) + "…";
    }
}
