package io.lodestar.registry;

import java.util.Optional;
import java.util.function.Function;

/** What became of a registration. */
public sealed interface RegistrationOutcome {
    /** Returns what the function for this kind of outcome makes of it. */
    <T> T either(Function<Accepted, T> ifAccepted, Function<Refused, T> ifRefused);

    /**
     * The broker is registered.
     *
     * @param joined whether it was not registered before under this id and address
     * @param master the master it belongs to, for a slave whose master is alive
     * @param change the news for the other brokers of the group, if its smallest id changed
     */
    record Accepted(boolean joined, Optional<Member> master, Optional<MinBrokerIdChange> change)
            implements RegistrationOutcome {
        @Override
        public <T> T either(Function<Accepted, T> ifAccepted, Function<Refused, T> ifRefused) {
            return ifAccepted.apply(this);
        }
    }

    /**
     * Nothing was changed.
     *
     * @param message what the broker is told
     */
    record Refused(Refusal reason, String message) implements RegistrationOutcome {
        @Override
        public <T> T either(Function<Accepted, T> ifAccepted, Function<Refused, T> ifRefused) {
            return ifRefused.apply(this);
        }
    }

    /** Why a registration changes nothing (decision 7). */
    enum Refusal {
        /** It came on an older connection than the one that its broker uses now. */
        LATE,
        /** It carries just one topic of a broker that is not known yet: an increment that overtook the first full registration (protocol 11 #4). */
        INCREMENT_BEFORE_FULL,
        /** Its broker name belongs to another cluster. */
        OTHER_CLUSTER,
        /** Its broker id belongs to another address with a newer state version: a master that was replaced (protocol 11 #5). */
        NEWER_STATE_VERSION,
        /** Its broker id belongs to another broker that is alive. */
        SEAT_TAKEN
    }
}
