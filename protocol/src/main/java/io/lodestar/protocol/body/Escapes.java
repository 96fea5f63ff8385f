package io.lodestar.protocol.body;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a backslash means in a text; also before a single quote, since such quotes may enclose a text (protocol 1.9). */
final class Escapes {
    private static final int LONG_FORM = 6; // backslash, u, four digits
    private static final int RADIX = 16;
    private static final String LETTERS = "bfnrt";
    private static final String CONTROLS = "\b\f\n\r\t";
    private static final String THEMSELVES = "\"\\/'";

    private Escapes() {}

    /** Passes over an escape, whose backslash is the next byte. */
    static void skip(JsonScanner scanner) {
        ByteWindow window = scanner.window;
        if (!window.has(2)) {
            throw scanner.ended();
        }
        byte kind = window.bytes[window.at + 1];
        if (kind == 'u') {
            requireDigits(scanner);
            window.at += LONG_FORM;
        } else if (LETTERS.indexOf(kind) >= 0 || THEMSELVES.indexOf(kind) >= 0) {
            window.at += 2;
        } else {
            throw scanner.refused("a backslash before what it cannot change");
        }
    }

    private static void requireDigits(JsonScanner scanner) {
        ByteWindow window = scanner.window;
        if (!window.has(LONG_FORM)) {
            throw scanner.ended();
        }
        for (int i = 2; i < LONG_FORM; i++) {
            byte digit = window.bytes[window.at + i];
            if (digit < 0 || Character.digit(digit, RADIX) < 0) {
                throw scanner.refused("an escape of something else than four hexadecimal digits");
            }
        }
    }

    /** Returns whether escapes left half of a surrogate pair behind. */
    static boolean isBroken(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** Returns a text without its escapes, which were checked. */
    static String resolved(byte[] bytes, int from, int length) {
        var text = new StringBuilder(length);
        int run = from;
        int at = from;
        int end = from + length;
        while (at < end) {
            if (bytes[at] != '\\') {
                at++;
                continue;
            }
            text.append(new String(bytes, run, at - run, UTF_8));
            char kind = (char) bytes[at + 1];
            if (kind == 'u') {
                text.append((char) Integer.parseInt(new String(bytes, at + 2, LONG_FORM - 2, UTF_8), RADIX));
                at += LONG_FORM;
            } else {
                int letter = LETTERS.indexOf(kind);
                text.append(letter < 0 ? kind : CONTROLS.charAt(letter));
                at += 2;
            }
            run = at;
        }
        return text.append(new String(bytes, run, end - run, UTF_8)).toString();
    }
}
