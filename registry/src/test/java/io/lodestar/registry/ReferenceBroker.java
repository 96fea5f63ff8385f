package io.lodestar.registry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One broker as the reference knows it: what it said last, and its session. */
final class ReferenceBroker {
    private static final Duration SHORTEST_GAP = Duration.ofSeconds(1);
    static final Duration START_GRACE = Duration.ofSeconds(10);
    static final Duration EVIDENCE = Duration.ofSeconds(65);

    final BrokerIdentity identity;
    final String address;
    final Member member;
    final Duration lease;
    final Optional<DataVersion> version;
    boolean anchored;
    Optional<Long> connection;
    Duration reportedAt;
    boolean verified = true;
    /** Whether another name registered at the same address since: reports from there mean that one. */
    boolean superseded;

    ReferenceBroker(Registration said, List<String> filterServers, boolean anchored, Duration now) {
        identity = said.broker();
        address = said.address();
        member = new Member(said.broker().brokerId(), said.address(), said.haAddress(), filterServers);
        lease = said.lease();
        version = said.content().version();
        connection = Optional.of(said.connection());
        reportedAt = now;
        this.anchored = anchored;
    }

    private ReferenceBroker(ReferenceBroker remembered, Duration now) {
        identity = remembered.identity;
        address = remembered.address;
        member = remembered.member;
        lease = remembered.lease;
        version = remembered.version;
        connection = Optional.empty();
        reportedAt = now;
        verified = false;
    }

    /** Returns this broker as a process knows it that has not heard of it yet. */
    ReferenceBroker restored(Duration now) {
        return new ReferenceBroker(this, now);
    }

    String name() {
        return identity.brokerName();
    }

    long id() {
        return identity.brokerId();
    }

    long stateVersion() {
        return version.map(DataVersion::stateVersion).orElse(0L);
    }

    /** Returns whether the broker is held by a connection that is newer than this one. */
    boolean isAheadOf(long other) {
        return connection.filter(held -> held > other).isPresent();
    }

    boolean isEvidentlyAlive(Duration now) {
        return verified && silence(now).compareTo(EVIDENCE) <= 0 && silence(now).compareTo(lease) <= 0;
    }

    boolean isOverdue(Duration now) {
        var patience = verified || lease.compareTo(START_GRACE) > 0 ? lease : START_GRACE;
        return silence(now).compareTo(patience) > 0;
    }

    /** Tells that the broker reports again, if that is news. */
    void tellReturn(ReferenceNews news, Tally tally, Duration now) {
        boolean longSilence =
                silence(now).compareTo(lease.dividedBy(2)) > 0 && silence(now).compareTo(SHORTEST_GAP) > 0;
        if (!verified || longSilence) {
            tally.happened(Occurrence.RETURNED_AFTER_SILENCE, verified);
            var silence = silence(now).isNegative() ? Duration.ZERO : silence(now);
            news.tell(new Change.Returned(identity, address, silence));
        }
    }

    private Duration silence(Duration now) {
        return now.minus(reportedAt);
    }

    boolean isAt(BrokerAddress other) {
        return identity.cluster().equals(other.cluster()) && address.equals(other.address());
    }

    /** Notes that the broker reported. */
    void report(Duration now) {
        reportedAt = now;
        verified = true;
    }

    Picture.Broker picture() {
        return new Picture.Broker(identity, address, version, connection, verified, anchored);
    }
}
