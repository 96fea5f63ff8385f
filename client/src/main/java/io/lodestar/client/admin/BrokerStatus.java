package io.lodestar.client.admin;

import java.time.Duration;
import java.util.Optional;

/**
 * What a Lodestar name server knows of one broker. Immutable.
 *
 * @param brokerName the name of its group
 * @param brokerId 0 for a master
 * @param address where clients find it, {@code host:port}
 * @param haAddress where its slaves fetch from; empty when it did not say
 * @param role what it is to its group, as routes show it
 * @param lease how long it has been known, and will be
 * @param connection the address that its newest connection comes from; empty when it has none, as after a restart of the name server
 * @param topics how many topics its group has
 * @param version the version of its topics, as it reported it
 * @param drained whether its group gets no new messages, because somebody asked for that
 */
public record BrokerStatus(
        String cluster,
        String brokerName,
        long brokerId,
        String address,
        Optional<String> haAddress,
        BrokerRole role,
        Lease lease,
        Optional<String> connection,
        int topics,
        Optional<Version> version,
        boolean drained) {
    /**
     * How long a broker has been and will be known. Times are lengths by the name server's clock, whole milliseconds.
     *
     * @param age since it took its place, or since the name server restarted
     * @param lastReport what was heard of it last: {@code REGISTRATION}, {@code REPETITION} (a registration that changed nothing), {@code HEARTBEAT}, or
     *     {@code SNAPSHOT} (nothing since the name server restarted)
     * @param silence since then
     * @param length how long it may be silent
     * @param left how long it may still be silent; negative when it is about to be dropped
     */
    public record Lease(Duration age, String lastReport, Duration silence, Duration length, Duration left) {}

    /**
     * The version of a broker's topics.
     *
     * @param stateVersion grows with each new master of the group, where a controller elects them
     * @param timestampMillis when the topics changed, in milliseconds since 1970 by the broker's clock
     * @param counter how often they did
     */
    public record Version(long stateVersion, long timestampMillis, long counter) {}
}
