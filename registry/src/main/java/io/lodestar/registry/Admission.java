package io.lodestar.registry;

import io.lodestar.registry.Change.Conflict;
import io.lodestar.registry.Change.Dispute;
import io.lodestar.registry.RegistrationOutcome.Refusal;
import io.lodestar.registry.RegistrationOutcome.Refused;
import java.time.Duration;
import java.util.Optional;

/**
 * Who may take which seat: the rules of decision 7, in its order. Changes nothing. Guarded by the registry's lock.
 */
final class Admission {
    /** Brokers report at least every 60 s, so one that was silent for longer may be gone. */
    static final Duration EVIDENCE = Duration.ofSeconds(65);

    private final SessionTable sessions;

    Admission(SessionTable sessions) {
        this.sessions = sessions;
    }

    /**
     * What is to become of a registration.
     *
     * @param refusal why it is refused; empty when it is accepted
     * @param conflict whom it is at odds with, either way
     */
    record Verdict(Optional<Refused> refusal, Optional<Conflict> conflict) {
        private static final Verdict WELCOME = new Verdict(Optional.empty(), Optional.empty());
    }

    /** Decides about a registration for a group as it is now. */
    Verdict decide(BrokerGroup group, Registration registration, long nowNanos) {
        var occupant =
                Optional.ofNullable(group.members().get(registration.broker().brokerId()));
        if (isLate(group, registration)) {
            var message = registration.address() + " uses a newer connection by now: this registration came too late";
            return refused(Refusal.LATE, message);
        }
        if (occupant.isEmpty() && registration.content().isSingle()) {
            return refused(Refusal.INCREMENT_BEFORE_FULL, "register broker failed");
        }
        var owner = ownerElsewhere(group, registration);
        if (owner.isPresent()) {
            return otherCluster(group, owner.get(), registration);
        }
        return occupant.filter(member -> !member.address().equals(registration.address()))
                .map(member -> contested(group, member, registration, nowNanos))
                .orElseGet(() -> accepted(reusedAddress(group, registration)));
    }

    /** Asks the group and not the address, which may have another name by now. */
    private boolean isLate(BrokerGroup group, Registration registration) {
        return group.members().values().stream()
                .filter(member -> member.address().equals(registration.address()))
                .flatMap(member -> sessions.of(group.name(), member.brokerId()).stream())
                .anyMatch(session -> session.connection() > registration.connection());
    }

    /** Finds a member that holds the name for another cluster; the newcomer itself does not, it may move. */
    private static Optional<Member> ownerElsewhere(BrokerGroup group, Registration registration) {
        if (group.cluster().equals(registration.broker().cluster())) {
            return Optional.empty();
        }
        return group.members().values().stream()
                .filter(member -> !member.address().equals(registration.address()))
                .findFirst();
    }

    private static Verdict otherCluster(BrokerGroup group, Member owner, Registration registration) {
        var message = "broker name " + group.name() + " belongs to cluster " + group.cluster() + ", where "
                + owner.address() + " has it: name the brokers of each cluster differently";
        var opponent = group.name() + " of cluster " + group.cluster() + " at " + owner.address();
        return refused(Refusal.OTHER_CLUSTER, message, conflict(Dispute.OTHER_CLUSTER, registration, opponent, true));
    }

    private Verdict contested(BrokerGroup group, Member occupant, Registration registration, long nowNanos) {
        var session = sessions.of(group.name(), occupant.brokerId());
        long held =
                session.flatMap(Session::version).map(DataVersion::stateVersion).orElse(0L);
        long claimed = registration.content().stateVersion();
        var seat = "brokerId " + occupant.brokerId() + " of " + group.name();
        if (held > claimed) {
            var message = seat + " belongs to " + occupant.address() + " with state version " + held + "; yours is "
                    + claimed;
            return refused(
                    Refusal.NEWER_STATE_VERSION,
                    message,
                    conflict(Dispute.NEWER_STATE_VERSION, registration, occupant.address(), true));
        }
        if (held < claimed || isMember(group, registration.address())) {
            return Verdict.WELCOME;
        }
        boolean alive = session.filter(occupying -> isEvidentlyAlive(occupying, nowNanos))
                .isPresent();
        var conflict = conflict(Dispute.SEAT_TAKEN, registration, occupant.address(), alive);
        if (!alive) {
            return accepted(Optional.of(conflict));
        }
        var message = seat + " belongs to " + occupant.address()
                + ", which is alive: two brokers may not have one name and one id";
        return refused(Refusal.SEAT_TAKEN, message, conflict);
    }

    private static boolean isMember(BrokerGroup group, String address) {
        return group.members().values().stream()
                .anyMatch(member -> member.address().equals(address));
    }

    private static boolean isEvidentlyAlive(Session session, long nowNanos) {
        var hold = session.hold();
        return hold.reported()
                && !session.isOverdue(hold, nowNanos)
                && hold.silenceNanos(nowNanos) <= EVIDENCE.toNanos();
    }

    /** Tells of a newcomer whose address is known by another name. */
    private Optional<Conflict> reusedAddress(BrokerGroup group, Registration registration) {
        if (group.has(registration.broker().brokerId(), registration.address())) {
            return Optional.empty();
        }
        return sessions.find(new BrokerAddress(registration.broker().cluster(), registration.address()))
                .map(session -> session.broker().brokerName())
                .filter(name -> !name.equals(group.name()))
                .map(name -> conflict(Dispute.ADDRESS_REUSED, registration, name, false));
    }

    private static Conflict conflict(Dispute dispute, Registration registration, String opponent, boolean refused) {
        return new Conflict(dispute, registration.broker(), registration.address(), opponent, refused);
    }

    private static Verdict accepted(Optional<Conflict> conflict) {
        return new Verdict(Optional.empty(), conflict);
    }

    private static Verdict refused(Refusal reason, String message) {
        return new Verdict(Optional.of(new Refused(reason, message)), Optional.empty());
    }

    private static Verdict refused(Refusal reason, String message, Conflict conflict) {
        return new Verdict(Optional.of(new Refused(reason, message)), Optional.of(conflict));
    }
}
