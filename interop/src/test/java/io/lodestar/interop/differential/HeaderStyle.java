package io.lodestar.interop.differential;

/** How a request's header is written; all but the first two lean on what the original tolerates (protocol 1.3). */
public enum HeaderStyle {
    JSON,
    BINARY,
    UNKNOWN_MEMBERS,
    DUPLICATE_MEMBERS,
    NUMBERS_AS_TEXT,
    SINGLE_QUOTES,
    UNKNOWN_LANGUAGE,
    TRAILING_NEWLINE,
    NO_OPAQUE;

    /** Returns whether the sender gave a number to pair the answer with. */
    boolean hasOpaque() {
        return this != NO_OPAQUE;
    }
}
