package io.lodestar.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What is known of brokers and topics. Thread-safe.
 *
 * <p>One writer at a time changes it; readers follow published immutable values and never wait. No method calls back, sends, or blocks for
 * anything but its turn to write: what others must hear of is returned.
 */
public final class Registry {
    private final ReentrantLock writer = new ReentrantLock();
    private final Ticker ticker;
    // The tables are not private so that tests can check how they hang together.
    final GroupTable groups = new GroupTable();
    final SessionTable sessions = new SessionTable();
    final TopicTable topics = new TopicTable(groups);

    /** Creates an empty registry whose leases run by {@code ticker}. */
    public Registry(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Returns where a topic lives; empty when no broker has it. */
    public Optional<TopicRoute> find(String topic) {
        return topics.find(topic);
    }

    /** Returns all broker groups by name, as of one moment. */
    public SortedMap<String, BrokerGroup> groups() {
        return groups.all();
    }

    /** Returns the names of all topics, sorted. */
    public List<String> topics() {
        return topics.names(placement -> true);
    }

    /** Returns the names of the topics that some broker group has with queues like these, sorted. */
    public List<String> topicsWith(Predicate<Queues> wanted) {
        return topics.names(placement -> wanted.test(placement.queues()));
    }

    /** Returns the names of the topics that live in a cluster, sorted. */
    public List<String> topicsOf(String cluster) {
        var names = brokerNamesOf(cluster);
        return topics.names(placement -> names.contains(placement.brokerName()));
    }

    private Set<String> brokerNamesOf(String cluster) {
        var names = new HashSet<String>();
        groups.all().values().stream()
                .filter(group -> group.clusters().contains(cluster))
                .forEach(group -> names.add(group.name()));
        return names;
    }

    /**
     * Returns the session that was opened last at an address and renews its lease; empty when it has ended. A broker that took another
     * name leaves an older session behind at its address: nobody renews that one, so it runs out.
     */
    public Optional<Session> renew(BrokerAddress address) {
        var session = sessions.find(address);
        session.ifPresent(found -> found.renew(ticker.nanos()));
        return session;
    }

    /** Registers a broker with its topics, whole or not at all (protocol 4.1). */
    public RegistrationOutcome register(Registration registration) {
        return write(() -> {
            var broker = registration.broker();
            var before = groups.findOrEmpty(broker.brokerName(), broker.cluster());
            return refusal(before, registration)
                    .<RegistrationOutcome>map(RegistrationOutcome.Refused::new)
                    .orElseGet(() -> accept(before, registration));
        });
    }

    private Optional<RegistrationOutcome.Refusal> refusal(BrokerGroup before, Registration registration) {
        var broker = registration.broker();
        var occupant = before.members().get(broker.brokerId());
        if (occupant == null) {
            boolean increment = registration.content().topics().size() == 1;
            return increment ? Optional.of(RegistrationOutcome.Refusal.INCREMENT_BEFORE_FULL) : Optional.empty();
        }
        boolean replaced = !occupant.address().equals(registration.address())
                && stateVersionOf(before, occupant, broker.cluster())
                        > registration.content().stateVersion();
        return replaced ? Optional.of(RegistrationOutcome.Refusal.NEWER_STATE_VERSION) : Optional.empty();
    }

    private long stateVersionOf(BrokerGroup group, Member member, String cluster) {
        return sessions.of(group.name(), member.brokerId())
                .filter(session -> session.broker().cluster().equals(cluster))
                .flatMap(Session::version)
                .map(DataVersion::stateVersion)
                .orElse(Long.MIN_VALUE);
    }

    private RegistrationOutcome accept(BrokerGroup before, Registration registration) {
        var member = member(before, registration);
        var after = before.with(member, registration);
        publish(before, after);
        endSessions(before, after);
        sessions.open(new Session(registration, ticker.nanos()));
        if (bringsTopics(after, registration)) {
            apply(after, registration.content());
        }

        boolean joined = !before.has(member.brokerId(), member.address());
        long smallestBefore = before.smallest().map(Member::brokerId).orElse(Member.MASTER);
        var change = member.brokerId() < smallestBefore
                ? Optional.of(MinBrokerIdChange.joined(after, member))
                : Optional.<MinBrokerIdChange>empty();
        return new RegistrationOutcome.Accepted(joined, masterFor(after, registration.broker()), change);
    }

    private static Member member(BrokerGroup before, Registration registration) {
        var filterServers = registration
                .content()
                .filterServers()
                .orElseGet(() -> before.members().values().stream()
                        .filter(known -> known.address().equals(registration.address()))
                        .findFirst()
                        .map(Member::filterServers)
                        .orElse(List.of()));
        return new Member(
                registration.broker().brokerId(), registration.address(), registration.haAddress(), filterServers);
    }

    /** Topics come from the master or, in a group of 5.x brokers, from the slave with the smallest id (protocol 4.1 step 10). */
    private static boolean bringsTopics(BrokerGroup group, Registration registration) {
        long brokerId = registration.broker().brokerId();
        if (brokerId == Member.MASTER) {
            return true;
        }
        boolean smallest =
                group.smallest().filter(member -> member.brokerId() == brokerId).isPresent();
        return smallest && registration.actingMaster() != ActingMaster.UNKNOWN;
    }

    private void apply(BrokerGroup group, Content content) {
        if (content.retiresMissing() && content.mappings().isEmpty()) {
            topics.retain(group.name(), content.topics());
        }
        topics.put(group.name(), content.topics());
        topics.map(content.mappings());
    }

    private Optional<Member> masterFor(BrokerGroup group, BrokerIdentity broker) {
        if (broker.brokerId() == Member.MASTER) {
            return Optional.empty();
        }
        boolean alive = sessions.of(group.name(), Member.MASTER)
                .filter(session -> session.broker().cluster().equals(broker.cluster()))
                .isPresent();
        return alive ? group.master() : Optional.empty();
    }

    private void publish(BrokerGroup before, BrokerGroup after) {
        if (!after.equals(before)) {
            groups.publish(Map.of(after.name(), after));
            topics.refresh(Set.of(after.name()));
        }
    }

    /** Ends the sessions of members that another one displaced: same address under another id, or same id under another address. */
    private void endSessions(BrokerGroup before, BrokerGroup after) {
        before.members().forEach((brokerId, member) -> {
            if (!after.has(brokerId, member.address())) {
                sessions.end(before.name(), brokerId);
            }
        });
    }

    /** Removes a broker that says goodbye (protocol 4.4), whichever ids its address has; an unknown one changes nothing. */
    public Departures unregister(BrokerIdentity broker, String address) {
        return write(() -> depart(groups.find(broker.brokerName()).stream()
                .flatMap(group -> group.members().values().stream()
                        .filter(member -> member.address().equals(address))
                        .flatMap(member -> sessions.of(group.name(), member.brokerId()).stream()))
                .toList()));
    }

    /** Removes every broker that registered on a connection which is gone now. */
    public Departures connectionLost(long connection) {
        return write(() -> depart(sessions.on(connection)));
    }

    /** Removes every broker that was silent for longer than its lease. */
    public Departures expire() {
        return write(() -> depart(sessions.overdue(ticker.nanos())));
    }

    /** The one way out: whatever ends sessions ends here, all of them in one change. */
    private Departures depart(List<Session> leaving) {
        if (leaving.isEmpty()) {
            return Departures.NONE;
        }
        var changed = new TreeMap<String, BrokerGroup>();
        var changes = new ArrayList<MinBrokerIdChange>();
        for (var session : leaving) {
            var broker = session.broker();
            sessions.end(broker.brokerName(), broker.brokerId());
            var before = changed.getOrDefault(broker.brokerName(), groups.get(broker.brokerName()));
            var members = new TreeMap<>(before.members());
            members.remove(broker.brokerId());
            changed.put(broker.brokerName(), before.withMembers(members));
        }
        changed.values()
                .forEach(after ->
                        changeOfSmallest(groups.get(after.name()), after).ifPresent(changes::add));
        withdraw(changed);
        return new Departures(leaving, changes);
    }

    private static Optional<MinBrokerIdChange> changeOfSmallest(BrokerGroup before, BrokerGroup after) {
        return before.smallest()
                .filter(gone -> after.actingMaster() && !after.members().containsKey(gone.brokerId()))
                .flatMap(gone -> after.smallest().map(now -> MinBrokerIdChange.left(after, now, gone.address())));
    }

    private void withdraw(Map<String, BrokerGroup> changed) {
        var emptied = new HashSet<String>();
        changed.values().stream()
                .filter(group -> group.members().isEmpty())
                .forEach(group -> emptied.add(group.name()));
        topics.remove(emptied);
        groups.publish(changed);
        var reduced = new HashSet<>(changed.keySet());
        reduced.removeAll(emptied);
        topics.refresh(reduced);
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
        return write(() -> {
            groups.drain(brokerName, withheld);
            topics.refresh(Set.of(brokerName));
            return topics.count(brokerName);
        });
    }

    /**
     * Gives a topic queues on broker groups (protocol 3.9). What follows the first unknown broker name is left out; a new topic comes whole
     * or not at all.
     */
    public void putTopic(String topic, List<Placement> placements) {
        change(() -> {
            var known = placements.stream()
                    .takeWhile(placement -> groups.find(placement.brokerName()).isPresent())
                    .toList();
            if (known.size() == placements.size() || topics.contains(topic)) {
                topics.place(topic, known);
            }
        });
    }

    /** Forgets a topic on all broker groups, until one of them registers it again. */
    public void deleteTopic(String topic) {
        change(() -> topics.remove(topic));
    }

    /** Forgets a topic on the broker groups of one cluster, until one of them registers it again. */
    public void deleteTopic(String topic, String cluster) {
        change(() -> topics.remove(topic, brokerNamesOf(cluster)));
    }

    private void change(Runnable change) {
        writer.lock();
        try {
            change.run();
        } finally {
            writer.unlock();
        }
    }

    private <T> T write(Supplier<T> change) {
        writer.lock();
        try {
            return change.get();
        } finally {
            writer.unlock();
        }
    }
}
