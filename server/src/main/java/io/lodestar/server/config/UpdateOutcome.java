package io.lodestar.server.config;

import java.util.List;

/**
 * What became of a request to change the configuration.
 *
 * @param remark what to tell whoever asked; empty after a change that was saved
 * @param changes what holds now and did not before, each as {@code key=value}
 */
public record UpdateOutcome(Kind kind, String remark, List<String> changes) {

    /** Copies the list. */
    public UpdateOutcome {
        changes = List.copyOf(changes);
    }

    static UpdateOutcome applied(List<String> changes) {
        return new UpdateOutcome(Kind.APPLIED, "", changes);
    }

    /** An outcome that changed nothing. */
    static UpdateOutcome nothing(Kind kind, String remark) {
        return new UpdateOutcome(kind, remark, List.of());
    }

    /** How it ended. */
    public enum Kind {
        /** The change holds and has been saved; unknown keys and impossible values in it were passed over. */
        APPLIED,
        /** The change holds until the next start, for the file could not be written. */
        NOT_SAVED,
        /** The request names a key that must not be changed from afar; nothing was changed. */
        REFUSED,
        /** The request is no property text; nothing was changed. */
        MALFORMED
    }
}
