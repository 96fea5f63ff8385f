package io.lodestar.interop.differential;

import java.util.Optional;

/**
 * What came of sending something on a line.
 *
 * @param kind what happened
 * @param answer the answer, when there was one
 */
public record Outcome(Kind kind, Optional<Answer> answer) {
    /** The ways in which a server can react. */
    public enum Kind {
        ANSWERED,
        CLOSED,
        SILENT
    }

    static final Outcome CLOSED = new Outcome(Kind.CLOSED, Optional.empty());
    static final Outcome SILENT = new Outcome(Kind.SILENT, Optional.empty());

    static Outcome of(Answer answer) {
        return new Outcome(Kind.ANSWERED, Optional.of(answer));
    }
}
