package io.lodestar.cli;

import java.time.Duration;
import java.util.Locale;

/** How things are put for people. */
final class Text {
    private static final int WRITABLE = 2;
    private static final int READABLE = 4;
    private static final int INHERITED = 1;

    private Text() {}

    /** Returns a text from the wire so that it can do nothing to a terminal: what is no plain character is written as its number. */
    static String safe(String text) {
        if (text.codePoints().allMatch(Text::isPlain)) {
            return text;
        }
        var safe = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isPlain(point)) {
                safe.appendCodePoint(point);
            } else {
                safe.append(String.format(Locale.ROOT, point > 0xffff ? "\\U%08x" : "\\u%04x", point));
            }
        });
        return safe.toString();
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Returns how many columns of a terminal a text takes: two for each of the wide characters of East Asia, none for a mark on another character. */
    static int width(String text) {
        return text.codePoints().map(Text::width).sum();
    }

    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = Character.isIdeographic(point)
                || (point >= 0x1100 && point <= 0x115f) // Hangul
                || (point >= 0x3000 && point <= 0x33ff) // kana and signs
                || (point >= 0xac00 && point <= 0xd7a3) // Hangul
                || (point >= 0xff01 && point <= 0xff60) // full width
                || (point >= 0x1f300 && point <= 0x1faff); // pictures
        return wide ? 2 : 1;
    }

    /** Returns a length of time, roughly. */
    static String of(Duration length) {
        if (length.isNegative()) {
            return "-" + of(length.negated());
        }
        if (length.toMillis() < 1_000) {
            return length.toMillis() + " ms";
        }
        if (length.toSeconds() < 120) {
            return length.toSeconds() + " s";
        }
        if (length.toMinutes() < 120) {
            return length.toMinutes() + " min";
        }
        return length.toHours() < 48 ? length.toHours() + " h" : length.toDays() + " d";
    }

    /** Returns a permission as {@code rwi}, with a dash for each that is missing. */
    static String permission(int bits) {
        return ((bits & READABLE) != 0 ? "r" : "-")
                + ((bits & WRITABLE) != 0 ? "w" : "-")
                + ((bits & INHERITED) != 0 ? "i" : "-");
    }

    /** Returns a number with what it counts, which takes an s when there is not just one. */
    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
