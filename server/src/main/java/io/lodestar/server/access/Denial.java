package io.lodestar.server.access;

/**
 * Why a request is not allowed.
 *
 * @param remark what its sender is told
 */
record Denial(AccessRefusal reason, String remark) {
    /** How long a text from a peer may be where it is repeated. */
    static final int MAX_TEXT = 255;

    /** Returns a text from a peer as it may be repeated: short, and on one line. */
    static String quoted(String text) {
        return "'" + cut(text, MAX_TEXT).replaceAll("[\\p{Cc}\\p{Cs}]", "?") + "'";
    }

    static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) + "…" : text;
    }
}
