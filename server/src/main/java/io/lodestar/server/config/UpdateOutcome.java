package io.lodestar.server.config;

/** What became of a request to change the configuration. */
public sealed interface UpdateOutcome {

    /** The change holds and has been saved; unknown keys and impossible values in it were passed over. */
    record Applied() implements UpdateOutcome {}

    /** The change holds until the next start, for the file could not be written. */
    record NotSaved(String remark) implements UpdateOutcome {}

    /** The request names a key that must not be changed from afar; nothing was changed. */
    record Refused(String remark) implements UpdateOutcome {}

    /** The request is no property text; nothing was changed. */
    record Malformed(String remark) implements UpdateOutcome {}
}
