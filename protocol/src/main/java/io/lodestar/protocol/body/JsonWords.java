package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import java.util.Locale;

/** What words of a JSON text mean as numbers and truth values, as the original has it (protocol 1.9). Confined to one thread. */
final class JsonWords {
    private final JsonCursor cursor;

    /** Creates a reader whose refusals name the value that the cursor stands on. */
    JsonWords(JsonCursor cursor) {
        this.cursor = cursor;
    }

    long digits(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw new MalformedBodyException(
                    cursor.place() + " is " + JsonCursor.shortened(digits) + ", which exceeds 64 bits", tooLarge);
        }
    }

    /** Returns the number in a quoted text. */
    long number(String text) {
        if (text.isEmpty() || text.equals("null")) {
            return 0;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw new MalformedBodyException(
                    cursor.place() + " is \"" + JsonCursor.shortened(text) + "\" where a whole number is due",
                    notANumber);
        }
    }

    long wholePart(double number) {
        if (!(Math.abs(number) < Long.MAX_VALUE)) {
            throw cursor.malformed("a 64-bit number");
        }
        return (long) number;
    }

    int int32(long number) {
        if (number != (int) number) {
            throw new MalformedBodyException(cursor.place() + " is " + number + ", which exceeds 32 bits");
        }
        return (int) number;
    }

    /** Returns the truth value in a quoted text. */
    boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0", "" -> false;
            default -> throw cursor.malformed("true or false");
        };
    }
}
