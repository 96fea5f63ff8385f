package io.lodestar.registry;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The one way in: registers a broker with its topics, whole or not at all (protocol 4.1). Guarded by the registry's lock. */
final class Enrolment {
    private final Tables tables;
    private final Admission admission;
    private final Announcer announcer;
    private final Repetition repetition;

    Enrolment(Tables tables, Announcer announcer, Repetition repetition) {
        this.tables = tables;
        this.admission = new Admission(tables.sessions);
        this.announcer = announcer;
        this.repetition = repetition;
    }

    /** Does what needs no lock, so that nobody waits for it. May be called by any thread. */
    Prepared prepare(Registration registration) {
        var broker = registration.broker();
        var name = broker.brokerName();
        var content = registration.content();
        var group = tables.groups.findOrEmpty(name, broker.cluster());
        boolean mayBringTopics = group.smallest()
                .filter(smallest -> smallest.brokerId() < broker.brokerId())
                .isEmpty();
        var comparison = mayBringTopics ? Comparison.of(name, content.topics(), tables.topics) : Comparison.NONE;
        return new Prepared(registration, Reports.Opening.of(broker, content), comparison);
    }

    RegistrationOutcome enrol(Prepared prepared, long nowNanos) {
        var registration = prepared.registration();
        var broker = registration.broker();
        var before = tables.groups.findOrEmpty(broker.brokerName(), broker.cluster());
        var verdict = admission.decide(before, registration, nowNanos);
        var outcome = verdict.refusal()
                .<RegistrationOutcome>map(refused -> refused)
                .orElseGet(() -> accept(before, prepared, nowNanos));
        verdict.conflict().ifPresent(announcer::conflict);
        return outcome;
    }

    private RegistrationOutcome accept(BrokerGroup before, Prepared prepared, long nowNanos) {
        var registration = prepared.registration();
        var member = member(before, registration);
        publish(before, before.with(member, registration));
        var after = tables.groups.get(before.name());
        endDisplaced(before, after);
        boolean joined = !before.has(member.brokerId(), member.address());
        if (joined) {
            announcer.joined(registration);
        }
        open(prepared, nowNanos);
        announcer.group(before, after);
        if (bringsTopics(after, registration)) {
            apply(prepared, after, nowNanos);
        } else {
            repetition.remember(registration, after);
        }
        var master = masterFor(after, registration.broker());
        return new RegistrationOutcome.Accepted(joined, master, newSmallest(before, after, member));
    }

    /** Returns what comes of a registration that changes nothing. */
    static RegistrationOutcome.Accepted again(BrokerGroup group, BrokerIdentity broker) {
        return new RegistrationOutcome.Accepted(false, masterFor(group, broker), Optional.empty());
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

    private void publish(BrokerGroup before, BrokerGroup after) {
        if (!after.equals(before)) {
            tables.groups.publish(List.of(after));
            tables.topics.refresh(Set.of(after.name()));
        }
    }

    /** Ends the sessions of members that this one displaced: same address under another id, or same id under another address. */
    private void endDisplaced(BrokerGroup before, BrokerGroup after) {
        before.members().forEach((brokerId, member) -> {
            if (!after.has(brokerId, member.address())) {
                tables.sessions.of(before.name(), brokerId).ifPresent(session -> {
                    tables.sessions.end(session);
                    announcer.left(session, Change.Reason.DISPLACED);
                });
            }
        });
    }

    /** Opens the session of the broker, which goes on from the one that it had in this seat. */
    private void open(Prepared prepared, long nowNanos) {
        var registration = prepared.registration();
        var broker = registration.broker();
        var content = registration.content();
        var predecessor = tables.sessions.of(broker.brokerName(), broker.brokerId());
        predecessor.ifPresent(session -> announcer.returned(session, session.hold(), nowNanos));
        boolean anchored = !prepared.opening().anchors().isEmpty()
                || predecessor.filter(Session::isAnchored).isPresent();
        long seatedAtNanos = predecessor
                .filter(session -> session.address().equals(registration.address()))
                .map(Session::seatedAtNanos)
                .orElse(nowNanos);
        var terms = new Session.Terms(
                broker, registration.address(), registration.lease(), content.version(), anchored, seatedAtNanos);
        tables.sessions.open(Session.opened(terms, registration.connection(), nowNanos));
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

    private void apply(Prepared prepared, BrokerGroup group, long nowNanos) {
        var name = group.name();
        var content = prepared.content();
        var comparison = upToDate(prepared);
        // A topic that was deleted lately is not there, so it is among these.
        var permitted = comparison.differing().stream()
                .filter(topic -> tables.tombstones.permit(topic.topic(), name, content.version(), nowNanos))
                .toList();
        int barred = comparison.differing().size() - permitted.size();
        var changed = new TopicChanges();
        tables.topics.put(name, permitted, content.mappings(), changed);
        if (content.isSingle()) {
            tables.reports.named(name, content.topics().get(0).topic(), nowNanos);
        } else {
            retire(prepared, comparison.names(), barred, changed, nowNanos);
        }
        announcer.topics(changed);
        if (barred == 0) {
            repetition.remember(prepared.registration(), group, prepared.opening(), comparison.names());
        }
    }

    private void retire(Prepared prepared, Set<String> names, int barred, TopicChanges changed, long nowNanos) {
        var name = prepared.broker().brokerName();
        var lacking = tables.reports.add(
                name,
                prepared.opening(),
                names,
                () -> tables.topics.others(name, names, names.size() - barred),
                nowNanos);
        tables.topics.retire(name, lacking, changed);
    }

    private Comparison upToDate(Prepared prepared) {
        var name = prepared.broker().brokerName();
        var made = prepared.comparison();
        return made.edition() == tables.topics.edition(name)
                ? made
                : Comparison.of(name, prepared.content().topics(), tables.topics);
    }

    private static Optional<Member> masterFor(BrokerGroup group, BrokerIdentity broker) {
        return broker.brokerId() == Member.MASTER ? Optional.empty() : group.master();
    }

    private static Optional<MinBrokerIdChange> newSmallest(BrokerGroup before, BrokerGroup after, Member member) {
        long smallestBefore = before.smallest().map(Member::brokerId).orElse(Member.MASTER);
        boolean smaller = member.brokerId() >= Member.MASTER && member.brokerId() < smallestBefore;
        return smaller ? Optional.of(MinBrokerIdChange.joined(after, member)) : Optional.empty();
    }
}
