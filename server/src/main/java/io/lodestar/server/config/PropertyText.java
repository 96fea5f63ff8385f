package io.lodestar.server.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** The text of a Java property file, read and written. */
final class PropertyText {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7e;

    private PropertyText() {}

    /**
     * Reads names and trimmed values.
     *
     * @throws IllegalArgumentException if the text holds a broken {@code \}{@code uXXXX}
     */
    static SortedMap<String, String> parse(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string cannot fail to be read", impossible);
        }
        var entries = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(name -> entries.put(name, valueOf(properties, name)));
        return entries;
    }

    private static String valueOf(Properties properties, String name) {
        return properties.getProperty(name, "").trim();
    }

    /** Writes a line for each entry, so that {@link #parse} gives the same entries back. */
    static String format(SortedMap<String, String> entries) {
        var text = new StringBuilder();
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            escape(text, entry.getKey(), true);
            text.append('=');
            escape(text, entry.getValue(), false);
            text.append('\n');
        }
        return text.toString();
    }

    private static void escape(StringBuilder target, String text, boolean name) {
        for (var position = 0; position < text.length(); position++) {
            var symbol = text.charAt(position);
            if (symbol < FIRST_PRINTABLE || symbol > LAST_PRINTABLE) {
                target.append("\\u").append(HEX.toHexDigits(symbol));
            } else {
                if (symbol == '\\' || (name && " :=#!".indexOf(symbol) >= 0)) {
                    target.append('\\');
                }
                target.append(symbol);
            }
        }
    }
}
