package io.lodestar.server.config;

/**
 * What became of a request to change the configuration.
 *
 * @param remark what to tell whoever asked; empty after a change that was saved
 */
public record UpdateOutcome(Kind kind, String remark) {

    static final UpdateOutcome APPLIED = new UpdateOutcome(Kind.APPLIED, "");

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
