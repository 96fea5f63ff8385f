package io.lodestar.client.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The two forms of a configuration on the wire: as it is told, line by line without escapes, and as it is changed, as Java's property files. */
final class PropertyLines {
    private static final String SPECIAL = "\\=:#! ";

    private PropertyLines() {}

    /** Reads what a name server tells (protocol 3.13). */
    static SortedMap<String, String> read(ByteBuf body) {
        var values = new TreeMap<String, String>();
        body.toString(UTF_8).lines().forEach(line -> {
            int end = line.indexOf('=');
            if (end > 0) {
                values.put(line.substring(0, end), line.substring(end + 1));
            }
        });
        return values;
    }

    /** Appends what a name server is to change (protocol 3.12). Servers read it as Latin-1, so it is written in ASCII. */
    static void write(Map<String, String> changes, ByteBuf out) {
        changes.forEach((key, value) -> out.writeBytes((escaped(key) + "=" + escaped(value) + "\n").getBytes(UTF_8)));
    }

    private static String escaped(String text) {
        var line = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (SPECIAL.indexOf(character) >= 0) {
                line.append('\\').append(character);
            } else if (character < ' ' || character > '~') {
                line.append("\\u").append(hexadecimal(character));
            } else {
                line.append(character);
            }
        }
        return line.toString();
    }

    private static String hexadecimal(char character) {
        var digits = Integer.toHexString(character);
        return "0".repeat(4 - digits.length()) + digits;
    }
}
