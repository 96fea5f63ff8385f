package io.lodestar.protocol.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lodestar.protocol.MalformedBodyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Walks one JSON text from front to back, taking what the original's parser takes (protocol 1.9). Stands on the first
 * token of a value; each reading method leaves it on the value's last. Confined to one thread.
 *
 * <pre>
 *  cursor.object();
 *  while (cursor.nextMember()) {
 *      switch (cursor.name()) {
 *          case "perm" -> permission = cursor.int32();
 *          default -> cursor.skip();
 *      }
 *  }
 * </pre>
 */
final class JsonCursor {
    private static final int MAX_QUOTED_LENGTH = 64;

    private final JsonParser parser;
    private final int maxEntries;
    private int entries;

    JsonCursor(JsonParser parser, int maxEntries) {
        this.parser = parser;
        this.maxEntries = maxEntries;
    }

    void start() throws IOException {
        if (parser.nextToken() == null) {
            throw new MalformedBodyException("body is blank");
        }
    }

    void finish() throws IOException {
        if (parser.nextToken() != null) {
            throw malformed("the end of the body");
        }
    }

    /** Enters an object, which must be one. */
    void object() {
        expect(JsonToken.START_OBJECT, "an object");
    }

    /** Enters an object if it is one; {@code null} stays behind and is not entered. */
    boolean objectUnlessNull() {
        if (isNull()) {
            return false;
        }
        object();
        return true;
    }

    /** Enters an array if it is one; {@code null} stays behind and is not entered. */
    boolean arrayUnlessNull() {
        if (isNull()) {
            return false;
        }
        expect(JsonToken.START_ARRAY, "an array");
        return true;
    }

    /** Moves to the value of the next member of the object entered; false at its end. */
    boolean nextMember() throws IOException {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return false;
        }
        parser.nextToken();
        return true;
    }

    /** Moves to the next member of an object whose members are entries of a table, which are counted. */
    boolean nextEntry() throws IOException {
        return nextMember() && counted();
    }

    /** Moves to the next element of the array entered; false at its end. */
    boolean nextElement() throws IOException {
        return parser.nextToken() != JsonToken.END_ARRAY && counted();
    }

    /** Returns the name of the member whose value this stands on. */
    String name() throws IOException {
        return parser.currentName();
    }

    /** Returns the name of the member as a whole number. */
    long numericName() throws IOException {
        try {
            return Long.parseLong(name());
        } catch (NumberFormatException notANumber) {
            throw new MalformedBodyException("\"" + shortened(name()) + "\" stands for a whole number", notANumber);
        }
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Passes over the value, whatever it is. */
    void skip() throws IOException {
        parser.skipChildren();
    }

    /** Returns a text, or a number or truth value as text; empty for {@code null}. */
    Optional<String> text() throws IOException {
        if (isNull()) {
            return Optional.empty();
        }
        if (!parser.currentToken().isScalarValue()) {
            throw malformed("a text");
        }
        return Optional.of(parser.getText());
    }

    /** Returns the texts of an array, without its nulls; empty for {@code null}. */
    List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        if (arrayUnlessNull()) {
            while (nextElement()) {
                text().ifPresent(texts::add);
            }
        }
        return texts;
    }

    int int32() throws IOException {
        return int32(int64());
    }

    /** Returns the name of the member as a 32-bit number. */
    int numericName32() throws IOException {
        return int32(numericName());
    }

    /** Returns a whole number; fractions are cut, texts are parsed, {@code null} is 0, as the original has it. */
    long int64() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> wholePart(parser.getDoubleValue());
            case VALUE_STRING -> parsed(parser.getText());
            case VALUE_TRUE -> 1;
            case VALUE_FALSE, VALUE_NULL -> 0;
            default -> throw malformed("a number");
        };
    }

    /** Returns a truth value, which may also be a number or a text; {@code null} is false. */
    boolean truth() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            case VALUE_NUMBER_INT -> parser.getLongValue() != 0;
            case VALUE_STRING ->
                switch (parser.getText().toLowerCase(Locale.ROOT)) {
                    case "true", "1" -> true;
                    case "false", "0", "" -> false;
                    default -> throw malformed("true or false");
                };
            default -> throw malformed("true or false");
        };
    }

    private boolean counted() {
        if (++entries > maxEntries) {
            throw new MalformedBodyException("body has more entries than maxEntries " + maxEntries);
        }
        return true;
    }

    private void expect(JsonToken token, String what) {
        if (parser.currentToken() != token) {
            throw malformed(what);
        }
    }

    private long parsed(String text) {
        if (text.isEmpty() || text.equals("null")) {
            return 0;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw new MalformedBodyException(
                    place() + " is \"" + shortened(text) + "\" where a whole number is due", notANumber);
        }
    }

    private long wholePart(double number) {
        if (!(Math.abs(number) < Long.MAX_VALUE)) {
            throw malformed("a 64-bit number");
        }
        return (long) number;
    }

    private int int32(long number) {
        if (number != (int) number) {
            throw new MalformedBodyException(place() + " is " + number + ", which exceeds 32 bits");
        }
        return (int) number;
    }

    private MalformedBodyException malformed(String due) {
        return new MalformedBodyException(place() + " is " + parser.currentToken() + " where " + due + " is due");
    }

    private String place() {
        return shortened(parser.getParsingContext().pathAsPointer().toString()) + " at character "
                + parser.currentTokenLocation().getCharOffset();
    }

    /** Returns a text that is short enough for a message. */
    static String shortened(String text) {
        return text.length() <= MAX_QUOTED_LENGTH ? text : text.substring(0, MAX_QUOTED_LENGTH) + "...";
    }
}
