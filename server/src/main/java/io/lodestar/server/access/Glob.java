package io.lodestar.server.access;

/**
 * A pattern of names: {@code *} stands for any text, {@code ?} for any character.
 *
 * @param text the pattern as it is written
 */
record Glob(String text) {
    /** Takes time in proportion to the two lengths multiplied, whatever the pattern. */
    boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == name.charAt(in))) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1; // let the last star stand for one character more
                in = ++resume;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }
}
