package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walks one JSON text from front to back, taking what the original's parser takes (protocol 1.9). Stands on the first
 * byte of a value; each reading method passes over it. What nobody reads is passed over by the next move. Confined to one thread.
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
 *
 * <p>A member's name is known until its value is read.
 */
final class JsonCursor {
    private static final int MAX_QUOTED_LENGTH = 64;
    /** Stands for the value that was read or passed over. */
    private static final byte PASSED = 0;

    private final JsonScanner scanner;
    private final ByteWindow window;
    private final JsonPath path;
    private final JsonWords words = new JsonWords(this);
    private final BodyLimits limits;
    private int entries;

    /** The first byte of the value that this stands on. */
    private byte value = PASSED;

    private long valueOffset;
    /** Whether nothing of the innermost object or array was read yet. */
    private boolean entered;

    JsonCursor(JsonScanner scanner, JsonPath path, BodyLimits limits) {
        this.scanner = scanner;
        this.window = scanner.window;
        this.path = path;
        this.limits = limits;
    }

    void start() {
        if (scanner.next() == 0) {
            throw new MalformedBodyException("body is blank");
        }
        toValue();
    }

    void finish() {
        skip();
        if (scanner.next() != 0) {
            throw scanner.unexpected("the end of the body");
        }
    }

    /** Enters an object, which must be one. */
    void object() {
        if (value != '{') {
            throw malformed("an object");
        }
        enter();
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
        if (value != '[') {
            throw malformed("an array");
        }
        enter();
        return true;
    }

    /** Moves to the value of the next member of the object entered; false at its end. */
    boolean nextMember() {
        skip();
        if (leftOrSeparated((byte) '}')) {
            return false;
        }
        path.member(window.offset());
        scanner.scanName();
        if (scanner.next() != ':') {
            throw scanner.unexpected("a colon");
        }
        window.at++;
        toValue();
        return true;
    }

    /** Moves to the next member of an object whose members are entries of a table, which are counted. */
    boolean nextEntry() {
        boolean more = nextMember();
        if (more) {
            count();
        }
        return more;
    }

    /**
     * Passes over the next entry of a table if it is like one of those given, which then tell what it says.
     *
     * @return false if it has to be read, or there is none
     */
    boolean nextAlike(EntryTemplates templates) {
        skip();
        window.kept = ByteWindow.NOTHING;
        boolean ignored = window.has(EntryTemplates.MAX_ENTRY_BYTES); // so that it lies there in one piece, if it can
        int from = window.at;
        if (!entered) {
            if (from == window.end || window.bytes[from] != ',') {
                return false;
            }
            from++;
        }
        int to = templates.match(window.bytes, from, window.end);
        if (to < 0) {
            return false;
        }
        window.at = to;
        entered = false;
        return true;
    }

    /** Moves to the next element of the array entered, which is counted; false at its end. */
    boolean nextElement() {
        boolean more = toElement();
        if (more) {
            count();
        }
        return more;
    }

    private boolean toElement() {
        skip();
        if (leftOrSeparated((byte) ']')) {
            return false;
        }
        path.element();
        toValue();
        return true;
    }

    /** Leaves the innermost object or array at its end; otherwise passes over what separates its parts. */
    private boolean leftOrSeparated(byte closing) {
        window.kept = ByteWindow.NOTHING;
        byte next = scanner.next();
        if (next == closing) {
            window.at++;
            path.leave();
            entered = false;
            return true;
        }
        if (!entered) {
            if (next != ',') {
                throw scanner.unexpected("a comma or '" + (char) closing + "'");
            }
            window.at++;
            scanner.next();
        }
        if (!window.has(1)) {
            throw scanner.ended();
        }
        entered = false;
        return false;
    }

    private void enter() {
        path.enter(value == '[');
        window.at++;
        window.kept = ByteWindow.NOTHING;
        value = PASSED;
        entered = true;
    }

    private void toValue() {
        value = scanner.next();
        valueOffset = window.offset();
        switch (value) {
            case '{', '[', '"', '\'', '-', 't', 'f', 'n' -> {}
            default -> {
                if (value < '0' || value > '9') {
                    throw scanner.unexpected("a value");
                }
            }
        }
    }

    /** Counts an entry of a table or a list. */
    private void count() {
        limits.checkEntries(++entries);
    }

    /** Returns the name of the member whose value this stands on. */
    String name() {
        return scanner.name();
    }

    /** Returns the name of the member as a whole number. */
    long numericName() {
        try {
            return Long.parseLong(name());
        } catch (NumberFormatException notANumber) {
            throw new MalformedBodyException("\"" + shortened(name()) + "\" stands for a whole number", notANumber);
        }
    }

    /** Returns where the value begins that this stands on or has just read. */
    long valueOffset() {
        return valueOffset;
    }

    /** Returns where the name begins of the member whose value this stands on. */
    long memberOffset() {
        return path.memberOffset();
    }

    /** Returns the bytes of a part of the text; none if they are too many. */
    byte[] bytes(long from, long to, int max) {
        return to - from > max ? new byte[0] : path.bytes((int) from, (int) (to - from));
    }

    BodyLimits limits() {
        return limits;
    }

    /** Returns where what follows begins. */
    long offset() {
        return window.offset();
    }

    boolean isNull() {
        return value == 'n';
    }

    /** Passes over the value, whatever it is, unless it was read. */
    void skip() {
        switch (value) {
            case PASSED -> {}
            case '{', '[' -> skipInside();
            case '"', '\'' -> scanner.skipText();
            case 't' -> scanner.skipLiteral("true");
            case 'f' -> scanner.skipLiteral("false");
            case 'n' -> scanner.skipLiteral("null");
            default -> scanner.scanNumber();
        }
        value = PASSED;
    }

    private void skipInside() {
        int outside = path.depth();
        enter();
        while (path.depth() > outside) {
            boolean more = path.inArray() ? toElement() : nextMember();
            if (more && (value == '{' || value == '[')) {
                enter();
            }
        }
    }

    /** Returns a text, or a number or truth value as text; empty for {@code null}. */
    Optional<String> text() {
        if (isNull()) {
            skip();
            return Optional.empty();
        }
        return Optional.of(
                switch (value) {
                    case '{', '[' -> throw malformed("a text");
                    case '"', '\'' -> quoted();
                    case 't', 'f' -> Boolean.toString(truth());
                    default -> {
                        scanner.scanNumber();
                        yield passed(scanner.content());
                    }
                });
    }

    private String quoted() {
        scanner.scanText();
        return passed(scanner.content());
    }

    private <T> T passed(T read) {
        value = PASSED;
        return read;
    }

    /** Returns the texts of an array, without its nulls; empty for {@code null}. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        if (arrayUnlessNull()) {
            while (nextElement()) {
                text().ifPresent(texts::add);
            }
        }
        return texts;
    }

    int int32() {
        return words.int32(int64());
    }

    /** Returns the name of the member as a 32-bit number. */
    int numericName32() {
        return words.int32(numericName());
    }

    /** Returns a whole number; fractions are cut, texts are parsed, {@code null} is 0, as the original has it. */
    long int64() {
        return switch (value) {
            case '{', '[' -> throw malformed("a number");
            case '"', '\'' -> words.number(quoted());
            case 't' -> truth() ? 1 : 0;
            case 'f', 'n' -> {
                skip();
                yield 0;
            }
            default -> number();
        };
    }

    /** Returns a truth value, which may also be a number or a text; {@code null} is false. */
    boolean truth() {
        boolean truth = switch (value) {
            case 't' -> true;
            case 'f', 'n' -> false;
            case '"', '\'' -> words.truth(quoted());
            case '{', '[' -> throw malformed("true or false");
            default -> wholeNumber() != 0;
        };
        skip();
        return truth;
    }

    private long wholeNumber() {
        if (!scanner.scanNumber()) {
            throw malformed("true or false");
        }
        return passed(words.digits(scanner.content()));
    }

    private long number() {
        boolean whole = scanner.scanNumber();
        String digits = passed(scanner.content());
        return whole ? words.digits(digits) : words.wholePart(Double.parseDouble(digits));
    }

    MalformedBodyException malformed(String due) {
        return new MalformedBodyException(place() + " is " + kind() + " where " + due + " is due");
    }

    /** Returns what the value is that this stands on, for people to read. */
    String kind() {
        return switch (value) {
            case '{' -> "an object";
            case '[' -> "an array";
            case '"', '\'' -> "a text";
            case 't', 'f' -> "a truth value";
            case 'n' -> "null";
            case PASSED -> "another one";
            default -> "a number";
        };
    }

    /** Returns which value this stands on, for people to find it. */
    String place() {
        return shortened(path.toString()) + " at byte " + valueOffset;
    }

    /** Returns a text that is short enough for a message. */
    static String shortened(String text) {
        return text.length() <= MAX_QUOTED_LENGTH ? text : text.substring(0, MAX_QUOTED_LENGTH) + "...";
    }
}
