package io.lodestar.interop.siege;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.IntStream;

/** Bytes worked on as if they were text: each character stands for one byte, so that text which is no UTF-8 can be written too. */
final class Raw {
    private static final int ONE_ESCAPE = 6;
    private static final String PLAIN = IntStream.rangeClosed(' ', '~')
            .filter(character -> character != '"' && character != '\\')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();

    private Raw() {}

    static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The characters of a real text as the bytes of its UTF-8. */
    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bytes(String raw) {
        return raw.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As JSON has it between quotes. What begins with an escape stays as it is. */
    static String json(String raw) {
        if (raw.startsWith("\\u") && raw.length() >= ONE_ESCAPE) {
            return raw;
        }
        var text = new StringBuilder();
        raw.chars()
                .forEach(character -> text.append(
                        PLAIN.indexOf(character) >= 0
                                ? String.valueOf((char) character)
                                : String.format(Locale.ROOT, "\\u%04x", character)));
        return text.toString();
    }
}
