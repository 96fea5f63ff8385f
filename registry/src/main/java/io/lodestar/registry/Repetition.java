package io.lodestar.registry;

import io.lodestar.registry.RegistrationOutcome.Accepted;
import java.util.Optional;
import java.util.Set;

/**
 * Knows registrations that would change nothing, before they are read (decision 12). Guarded by the registry's lock.
 *
 * <p>What a registration does follows from itself, its group, the group's topics and the report that runs. A session remembers the first
 * three as they were after it was applied, so {@link #renew} needs to look only whether they are the same.
 */
final class Repetition {
    private final Tables tables;
    private final Announcer announcer;

    Repetition(Tables tables, Announcer announcer) {
        this.tables = tables;
        this.announcer = announcer;
    }

    /**
     * A registration after which everything was as it says.
     *
     * @param group its group, as the registration left it
     * @param table what it says about its topics; empty when it is not this broker's turn to bring any
     */
    record Memory(Fingerprint fingerprint, BrokerGroup group, Optional<Table> table) {}

    /**
     * The topics of a group, all of which were named.
     *
     * @param edition the group's topics, as the registration left them
     */
    record Table(Reports.Opening opening, long edition) {}

    /** Takes note of a registration that brought no topics, as it was not its broker's turn. */
    void remember(Registration registration, BrokerGroup group) {
        remember(registration, group, Optional.empty());
    }

    /**
     * Takes note of a registration that brought topics, if its group has exactly these now.
     *
     * @param names the names of its topics, none of which was deleted lately
     */
    void remember(Registration registration, BrokerGroup group, Reports.Opening opening, Set<String> names) {
        if (isSettled(group.name(), registration.content(), names)) {
            remember(registration, group, Optional.of(new Table(opening, tables.topics.edition(group.name()))));
        }
    }

    /** A topic that is named alone never counts: when that was matters (decision 8). */
    private boolean isSettled(String brokerName, Content content, Set<String> names) {
        return !content.isSingle()
                && content.topics().size() == names.size()
                && tables.topics.count(brokerName) == names.size()
                && content.mappings().stream()
                        .allMatch(
                                mapping -> mapping.brokerName().equals(brokerName) && tables.topics.isSettled(mapping));
    }

    private void remember(Registration registration, BrokerGroup group, Optional<Table> table) {
        registration
                .fingerprint()
                .ifPresent(fingerprint -> tables.sessions
                        .of(group.name(), registration.broker().brokerId())
                        .ifPresent(session -> session.remember(new Memory(fingerprint, group, table))));
    }

    /** Renews the session of a broker that says what it said before, as a registration would; empty if that has to be read. */
    Optional<Accepted> renew(BrokerIdentity broker, Fingerprint fingerprint, long connection, long nowNanos) {
        var session = tables.sessions.of(broker.brokerName(), broker.brokerId());
        var memory = session.flatMap(Session::memory).filter(known -> known.fingerprint.equals(fingerprint));
        if (session.isEmpty()
                || memory.isEmpty()
                || !session.get().broker().equals(broker)
                || session.get().connection() > connection
                || !isMeant(session.get())
                || !isAsItWas(memory.get())) {
            return Optional.empty();
        }
        var group = memory.get().group;
        var table = memory.get().table;
        if (table.isPresent() && !tables.reports.addWhole(group.name(), table.get().opening, nowNanos)) {
            return Optional.empty();
        }
        return tables.sessions
                .renew(session.get(), connection, nowNanos, Session.Report.REPETITION)
                .map(before -> {
                    announcer.returned(session.get(), before, nowNanos);
                    return Enrolment.again(group, broker);
                });
    }

    /** Returns whether reports from its address mean this session; they would after a registration. */
    private boolean isMeant(Session session) {
        return tables.sessions
                .find(session.brokerAddress())
                .filter(session::equals)
                .isPresent();
    }

    private boolean isAsItWas(Memory memory) {
        var name = memory.group.name();
        return tables.groups.find(name).filter(memory.group::equals).isPresent()
                && memory.table
                        .filter(table -> table.edition != tables.topics.edition(name))
                        .isEmpty();
    }
}
