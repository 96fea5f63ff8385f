package io.lodestar.client.broker;

import java.time.Duration;

/** What came of telling one name server of a broker. Immutable. */
public sealed interface RegistrationOutcome {
    /** Returns {@code host:port} of the name server. */
    String nameServer();

    /** Returns how long it took, from the first message to the last answer. */
    Duration elapsed();

    /** Returns whether the name server has the broker now, as far as is known. */
    default boolean isSuccess() {
        return this instanceof Registered || this instanceof Unchanged || this instanceof Sent;
    }

    /**
     * The name server took the registration.
     *
     * @param learned what it told a slave of its master; nothing for a master
     */
    record Registered(String nameServer, Duration elapsed, LearnedMaster learned) implements RegistrationOutcome {}

    /** The name server said that it has the broker's current topics, and nothing was registered. */
    record Unchanged(String nameServer, Duration elapsed) implements RegistrationOutcome {}

    /** The registration was sent, and nobody was asked what became of it. */
    record Sent(String nameServer, Duration elapsed) implements RegistrationOutcome {}

    /**
     * The name server answered with something else than success.
     *
     * @param code the code of the answer
     * @param remark the server's own words
     */
    record Refused(String nameServer, Duration elapsed, int code, String remark) implements RegistrationOutcome {}

    /**
     * There was no answer. It is tried again, soon at first.
     *
     * @param problem why, and what to look at
     */
    record Failed(String nameServer, Duration elapsed, String problem) implements RegistrationOutcome {}
}
