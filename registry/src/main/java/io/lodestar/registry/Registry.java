package io.lodestar.registry;

import io.lodestar.registry.HoldTimes.Kind;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is known of brokers and topics. Thread-safe.
 *
 * <p>One writer at a time changes it; readers follow published immutable values and never wait. No method sends, or blocks for anything
 * but its turn to write: what others must hear of is returned, or told to a listener that puts it aside.
 */
public final class Registry {
    /** How often {@link #expire} is to be called. */
    public static final Duration TICK = Duration.ofMillis(500);

    private final ReentrantLock writer = new ReentrantLock();
    private final HoldTimes holdTimes = new HoldTimes();
    private final Ticker ticker;
    private final LeaseClock clock;
    private final Announcer announcer;
    /** Not private so that tests can check how the tables hang together. */
    final Tables tables = new Tables();

    private final Repetition repetition;
    private final Enrolment enrolment;
    private final Departure departure;
    private final Runnable published;
    private volatile long changes;

    /** Creates an empty registry whose leases run by {@code ticker}, and that tells nobody what changes. */
    public Registry(Ticker ticker) {
        this(ticker, change -> {});
    }

    /** As {@link #Registry(Ticker, Consumer, Runnable)}, for readers who need not be told to look again. */
    public Registry(Ticker ticker, Consumer<Change> listener) {
        this(ticker, listener, () -> {});
    }

    /**
     * Creates an empty registry whose leases run by {@code ticker}.
     *
     * @param listener is told each change while it is made, most of them under the registry's lock, so in their order; it must be
     *     thread-safe and only put them aside (decision 11)
     * @param published runs, without the registry's lock, after each change that a reader may see; it must be thread-safe and must not wait
     */
    public Registry(Ticker ticker, Consumer<Change> listener, Runnable published) {
        this.published = published;
        this.ticker = ticker;
        this.clock = new LeaseClock(ticker);
        this.announcer = new Announcer(listener);
        this.repetition = new Repetition(tables, announcer);
        this.enrolment = new Enrolment(tables, announcer, repetition);
        this.departure = new Departure(tables, announcer);
    }

    /** Returns where a topic lives; empty when no broker has it. */
    public Optional<TopicRoute> find(String topic) {
        return tables.topics.find(topic);
    }

    /** Returns all broker groups by name, as of one moment. */
    public SortedMap<String, BrokerGroup> groups() {
        return tables.groups.all();
    }

    /** Returns the names of all topics, sorted. */
    public List<String> topics() {
        return tables.topics.names(placement -> true);
    }

    /** Returns how many topics there are. */
    public int topicCount() {
        return tables.topics.count();
    }

    /** Returns what walks over the topics. */
    public Catalogue catalogue() {
        return new Catalogue(tables);
    }

    /** Returns how many layouts the topics share. */
    public int layoutCount() {
        return tables.topics.layoutCount();
    }

    /** Returns since when each broker is here, and how long it may stay, by broker name and id and as of one moment. */
    public List<Presence> presences() {
        return write(Kind.SNAPSHOT, () -> Presence.all(tables, clock.nanos()));
    }

    /** Returns the names of the topics that live in a cluster, sorted. */
    public List<String> topicsOf(String cluster) {
        var names = tables.groups.namesIn(cluster);
        return tables.topics.names(placement -> names.contains(placement.brokerName()));
    }

    /** Returns the drains, sorted, as of one moment. */
    public SortedSet<Drain> drains() {
        return tables.groups.drains();
    }

    /** Returns a number that grows with everything that a snapshot would show differently. */
    public long changes() {
        return changes;
    }

    /** Returns whether brokers that a snapshot spoke of have neither reported nor been dropped yet (decision 10). */
    public boolean isWarming() {
        return tables.sessions.unverified() > 0;
    }

    /**
     * Returns the session that was opened last at an address and renews its lease; empty when it has ended. A newer connection than the
     * session's holds it from now on. A broker that took another name leaves an older session behind at its address: nobody renews that
     * one, so it runs out.
     */
    public Optional<Session> renew(BrokerReport report) {
        while (true) {
            var found = tables.sessions.find(report.address());
            if (found.isEmpty()) {
                return found;
            }
            var session = found.get();
            long now = clock.nanos();
            var before = tables.sessions.renew(session, binding(report, session), now, Session.Report.HEARTBEAT);
            if (before.isPresent()) {
                announcer.returned(session, before.get(), now);
                return found;
            }
            if (tables.sessions.find(report.address()).equals(found)) {
                return Optional.empty(); // it is being removed this very moment
            }
        }
    }

    private static long binding(BrokerReport report, Session session) {
        boolean same =
                report.brokerName().map(session.broker().brokerName()::equals).orElse(true);
        return same ? report.connection() : Session.NO_CONNECTION;
    }

    /** Returns the session that was opened last at an address, if it goes on. */
    public Optional<Session> session(BrokerAddress address) {
        return tables.sessions.find(address);
    }

    /** Registers a broker with its topics, whole or not at all (protocol 4.1, decision 7). */
    public RegistrationOutcome register(Registration registration) {
        return register(registration, () -> {});
    }

    /** As {@link #register(Registration)}; runs {@code changed}, without the lock, if a snapshot would show something differently now. */
    public RegistrationOutcome register(Registration registration, Runnable changed) {
        var prepared = enrolment.prepare(registration);
        var enrolled = write(Kind.REGISTRATION, () -> {
            clock.tick(); // after a stall, it may be here before the tick that is late
            long before = countChanges();
            var outcome = enrolment.enrol(prepared, clock.nanos());
            return new Enrolled(outcome, countChanges() != before);
        });
        if (enrolled.changed) {
            changed.run();
        }
        return enrolled.outcome;
    }

    /** What became of a registration, and whether it changed anything. */
    private record Enrolled(RegistrationOutcome outcome, boolean changed) {}

    private long countChanges() {
        return tables.groups.changes() + tables.sessions.changes() + tables.topics.changes();
    }

    /**
     * Does what {@link #register} would do with a registration of this fingerprint, if that only renews the broker's session (decision 12).
     *
     * @param connection the connection on which it came
     * @return what came of it; empty when it has to be read and registered
     */
    public Optional<RegistrationOutcome.Accepted> registerAgain(
            BrokerIdentity broker, Fingerprint fingerprint, long connection) {
        return write(Kind.REPETITION, () -> {
            clock.tick();
            return repetition.renew(broker, fingerprint, connection, clock.nanos());
        });
    }

    /**
     * Removes a broker that says goodbye (protocol 4.4), whichever ids its address has; an unknown one changes nothing.
     *
     * @param connection the connection on which it says so
     */
    public Departures unregister(BrokerIdentity broker, String address, long connection) {
        return write(Kind.DEPARTURE, () -> {
            var meant = sessionsAt(broker, address);
            var ended = tables.sessions.endUnlessNewer(meant, connection);
            return ended.isEmpty() && !meant.isEmpty()
                    ? Departures.OVERTAKEN
                    : departure.of(ended, Change.Reason.UNREGISTERED);
        });
    }

    private List<Session> sessionsAt(BrokerIdentity broker, String address) {
        return tables
                .groups
                .find(broker.brokerName())
                .filter(group -> group.cluster().equals(broker.cluster()))
                .stream()
                .flatMap(group -> group.members().values().stream()
                        .filter(member -> member.address().equals(address))
                        .flatMap(member -> tables.sessions.of(group.name(), member.brokerId()).stream()))
                .toList();
    }

    /** Removes every broker whose session is held by a connection which is gone now. */
    public Departures connectionLost(long connection) {
        return connectionsLost(List.of(connection));
    }

    /** Removes every broker whose session is held by one of several connections which are gone now, all in one change. */
    public Departures connectionsLost(Collection<Long> connections) {
        return write(
                Kind.DEPARTURE,
                () -> departure.of(tables.sessions.endHeldBy(connections), Change.Reason.CONNECTION_LOST));
    }

    /**
     * Does what time asks for: removes every broker that was silent for longer than its lease, and retires topics. To be called every
     * {@link #TICK}; when it is called late, this process stalled, and leases are extended by that first (decision 9).
     */
    public Departures expire() {
        return write(Kind.TICK, () -> {
            clock.tick();
            long now = clock.nanos();
            tables.tombstones.weather(now);
            var changed = new TopicChanges();
            tables.reports.endQuiet(now, (brokerName, lacking) -> tables.topics.retire(brokerName, lacking, changed));
            announcer.topics(changed);
            return departure.of(tables.sessions.endOverdue(now), Change.Reason.EXPIRED);
        });
    }

    /**
     * Withholds the write permission of a broker name until {@link #restoreWritePermission}, across re-registrations and absence
     * (protocol 3.7). A name that is not known now is not remembered.
     *
     * @return how many topics it has
     */
    public int wipeWritePermission(String brokerName) {
        return drain(brokerName, true);
    }

    /**
     * Gives a broker name back the write permission that it registers, whether it is known now or was drained before it left.
     *
     * @return how many topics it has
     */
    public int restoreWritePermission(String brokerName) {
        return drain(brokerName, false);
    }

    private int drain(String brokerName, boolean withheld) {
        return write(Kind.ADMINISTRATION, () -> {
            tables.groups.drain(brokerName, withheld);
            tables.topics.refresh(Set.of(brokerName));
            return tables.topics.count(brokerName);
        });
    }

    /** Withholds the write permissions that were withheld before a restart. To be called before brokers register. */
    public void restoreDrains(Collection<Drain> drains) {
        change(Kind.ADMINISTRATION, () -> {
            tables.groups.restoreDrains(drains);
            tables.topics.refresh(groups().keySet());
        });
    }

    /**
     * Gives a topic queues on broker groups (protocol 3.9). What follows the first unknown broker name is left out; a new topic comes whole
     * or not at all.
     */
    public void putTopic(String topic, List<Placement> placements) {
        change(Kind.ADMINISTRATION, () -> {
            var known = placements.stream()
                    .takeWhile(placement ->
                            tables.groups.find(placement.brokerName()).isPresent())
                    .toList();
            if (known.size() == placements.size() || tables.topics.contains(topic)) {
                long now = clock.nanos();
                for (var placement : known) {
                    tables.tombstones.lift(topic, placement.brokerName());
                    tables.reports.named(placement.brokerName(), topic, now);
                }
                var changed = new TopicChanges();
                tables.topics.place(topic, known, changed);
                announcer.topics(changed);
            }
        });
    }

    /**
     * Forgets a topic on all broker groups, until one of them registers it anew (decision 8).
     *
     * @return whether there was such a topic
     */
    public boolean deleteTopic(String topic) {
        return write(Kind.ADMINISTRATION, () -> delete(topic, tables.topics.brokerNames(topic)));
    }

    /**
     * Forgets a topic on the broker groups of one cluster, until one of them registers it anew (decision 8).
     *
     * @return whether there was such a topic
     */
    public boolean deleteTopic(String topic, String cluster) {
        return write(Kind.ADMINISTRATION, () -> {
            var names = new HashSet<>(tables.topics.brokerNames(topic));
            names.retainAll(tables.groups.namesIn(cluster));
            return delete(topic, names);
        });
    }

    private boolean delete(String topic, Set<String> brokerNames) {
        long now = clock.nanos();
        for (var name : brokerNames) {
            var version = tables.groups
                    .get(name)
                    .smallest()
                    .flatMap(reporter -> tables.sessions.of(name, reporter.brokerId()))
                    .flatMap(Session::version);
            tables.tombstones.set(topic, name, version, now);
        }
        tables.topics.remove(topic, brokerNames);
        return !brokerNames.isEmpty();
    }

    /**
     * Returns what a restart needs. Groups and sessions are of one moment; topics that change meanwhile may be seen as before or after,
     * and never older than the versions of their brokers.
     */
    public RegistrySnapshot snapshot() {
        return write(Kind.SNAPSHOT, () -> new RegistrySnapshot.Frame(groups(), tables.sessions.seats()))
                .with(tables.topics);
    }

    /** Takes over a snapshot. To be called once, before brokers register. */
    public void restore(RegistrySnapshot snapshot) {
        change(Kind.SNAPSHOT, () -> new Restoration(tables).apply(snapshot, clock.nanos()));
    }

    /** Returns how long changes held the lock. */
    public HoldTimes holdTimes() {
        return holdTimes;
    }

    private void change(Kind kind, Runnable change) {
        write(kind, () -> {
            change.run();
            return true;
        });
    }

    private <T> T write(Kind kind, Supplier<T> change) {
        writer.lock();
        long begin = ticker.nanos();
        try {
            return change.get();
        } finally {
            long before = changes;
            changes = countChanges();
            boolean changed = changes != before;
            holdTimes.add(kind, ticker.nanos() - begin);
            writer.unlock();
            if (changed) {
                published.run();
            }
        }
    }
}
