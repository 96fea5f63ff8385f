package io.lodestar.registry;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long a broker has been here, and may stay without a word; as of one moment. Lengths are lease time, which stops while the process does.
 *
 * @param age since it took its seat, or since a restart
 * @param last what was heard of it last
 * @param silence since then
 * @param lease how long it may be silent
 * @param connection the connection that holds its session; no real one before it reported after a restart
 * @param version what it called the version of its topics; empty when it had none
 * @param topics how many topics its group has
 */
public record Presence(
        BrokerIdentity broker,
        String address,
        Duration age,
        Session.Report last,
        Duration silence,
        Duration lease,
        long connection,
        Optional<DataVersion> version,
        int topics)
        implements Comparable<Presence> {
    private static final Comparator<Presence> ORDER = Comparator.comparing(
                    (Presence presence) -> presence.broker().brokerName())
            .thenComparing(presence -> presence.broker().brokerId());

    static List<Presence> all(Tables tables, long nowNanos) {
        return tables.sessions.all().stream()
                .map(session -> of(session, tables.topics.count(session.broker().brokerName()), nowNanos))
                .sorted()
                .toList();
    }

    private static Presence of(Session session, int topics, long nowNanos) {
        var hold = session.hold();
        return new Presence(
                session.broker(),
                session.address(),
                Duration.ofNanos(Math.max(0, nowNanos - session.seatedAtNanos())),
                hold.last(),
                Duration.ofNanos(Math.max(0, hold.silenceNanos(nowNanos))),
                session.lease(),
                hold.connection(),
                session.version(),
                topics);
    }

    /** An order by broker name and id, of which there is one each. */
    @Override
    public int compareTo(Presence other) {
        return ORDER.compare(this, other);
    }
}
