package io.lodestar.protocol.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedBodyException;

/**
 * The words of a JSON text: blanks, quoted texts, bare names, numbers and literals (protocol 1.9). Confined to one thread.
 *
 * <p>After a word was scanned, {@link #from} and {@link #length} tell where its content lies until the window moves on.
 * Each byte is looked at once, and bytes that are no UTF-8 are refused wherever they stand.
 */
final class JsonScanner {
    /** As the original's parser has it. */
    private static final int MAX_NUMBER_LENGTH = 1000;

    private static final int MAX_BYTES_PER_CHARACTER = 6; // backslash, u, four digits
    /** May be in a text, but not in a name that is kept. */
    private static final byte DELETE = 0x7f;

    private static final boolean[] PLAIN = new boolean[256];
    private static final boolean[] IN_NAME = new boolean[256];

    static {
        for (int i = ' '; i < 0x7f; i++) {
            PLAIN[i] = i != '"' && i != '\'' && i != '\\';
        }
        for (int i = ' ' + 1; i <= 0x7f; i++) {
            IN_NAME[i] = Character.isJavaIdentifierPart((char) i) || "@#*-+".indexOf(i) >= 0;
        }
    }

    final ByteWindow window;
    private final int maxTextLength;

    private int start;
    private int length;
    private boolean escaped;
    private boolean ascii;

    JsonScanner(ByteWindow window, int maxTextLength) {
        this.window = window;
        this.maxTextLength = maxTextLength;
    }

    /** Passes over blanks; returns the byte that follows, which is not passed, or 0 at the end. */
    byte next() {
        while (window.has(1)) {
            byte next = window.bytes[window.at];
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                if (next == 0) {
                    throw unexpected("a blank or a value");
                }
                return next;
            }
            window.at++;
        }
        return 0;
    }

    /** Passes over a text, which starts with a quote of either kind. */
    void skipText() {
        window.kept = ByteWindow.NOTHING;
        scanQuoted(Integer.MAX_VALUE);
    }

    /** Scans a text or a quoted name, so that {@link #content} returns it. */
    void scanText() {
        window.kept = window.at;
        scanQuoted(MAX_BYTES_PER_CHARACTER * (long) maxTextLength + 2);
        start = 1;
        length = window.at - window.kept - 2;
    }

    /** Scans a name, quoted or bare, so that {@link #content} returns it. */
    void scanName() {
        byte first = window.bytes[window.at];
        if (first == '"' || first == '\'') {
            scanText();
        } else {
            scanBareName();
        }
        requireShort(); // also where nobody asks for it
        if (escaped && Escapes.isBroken(content())) {
            throw refused("a name holds half of a surrogate pair");
        }
    }

    /** Returns the content of what was scanned last. */
    String content() {
        int from = window.kept + start;
        if (escaped) {
            String text = Escapes.resolved(window.bytes, from, length);
            requireAtMost(text.length());
            return text;
        }
        requireShort();
        return new String(window.bytes, from, length, ascii ? ISO_8859_1 : UTF_8);
    }

    /** Returns the name scanned last; the same text again for each that the protocol knows. */
    String name() {
        if (!escaped && ascii) {
            String known = KnownNames.find(window.bytes, window.kept + start, length);
            if (!known.isEmpty()) {
                return known;
            }
        }
        return content();
    }

    /** Scans a number, so that {@link #content} returns it; returns whether it is a whole one. */
    boolean scanNumber() {
        window.kept = window.at;
        start = 0;
        escaped = false;
        ascii = true;
        if (window.bytes[window.at] == '-') {
            window.at++;
        }
        boolean zero = isAt('0');
        int digits = digits();
        if (zero && digits > 1) {
            throw refused("a number starts with 0");
        }
        boolean whole = true;
        if (isAt('.')) {
            window.at++;
            digits += digits();
            whole = false;
        }
        if (isAt('e') || isAt('E')) {
            window.at++;
            if (isAt('+') || isAt('-')) {
                window.at++;
            }
            digits += digits();
            whole = false;
        }
        requireNumber(digits);
        length = window.at - window.kept;
        return whole;
    }

    /** Passes over a literal, which is known by its first letter. */
    void skipLiteral(String literal) {
        window.kept = ByteWindow.NOTHING;
        if (!window.has(literal.length())) {
            throw ended();
        }
        for (int i = 0; i < literal.length(); i++) {
            if (window.bytes[window.at] != literal.charAt(i)) {
                throw unexpected(literal);
            }
            window.at++;
        }
    }

    private boolean isAt(char character) {
        return window.has(1) && window.bytes[window.at] == character;
    }

    private int digits() {
        int digits = 0;
        while (window.has(1) && window.bytes[window.at] >= '0' && window.bytes[window.at] <= '9') {
            window.at++;
            if (++digits > MAX_NUMBER_LENGTH) {
                requireNumber(digits);
            }
        }
        if (digits == 0) {
            throw unexpected("a digit");
        }
        return digits;
    }

    private static void requireNumber(int digits) {
        if (digits > MAX_NUMBER_LENGTH) {
            throw new MalformedBodyException("body has a number of more than " + MAX_NUMBER_LENGTH + " digits");
        }
    }

    private void scanBareName() {
        window.kept = window.at;
        start = 0;
        escaped = false;
        ascii = true;
        while (window.has(1)) {
            byte next = window.bytes[window.at];
            if (next < 0) {
                int bytes = Utf8.lengthAt(window); // which may move the window
                if (!isNameLetter(window.at, bytes)) {
                    break;
                }
                window.at += bytes;
                ascii = false;
            } else if (IN_NAME[next]) {
                window.at++;
            } else {
                break;
            }
            if (window.at - window.kept > (long) MAX_BYTES_PER_CHARACTER * maxTextLength) {
                throw tooLong();
            }
        }
        length = window.at - window.kept;
        if (length == 0) {
            throw unexpected("a name");
        }
    }

    /** Letters beyond 16 bits end a name, as they do for the original's parser. */
    private boolean isNameLetter(int from, int bytes) {
        return bytes < 4 && Character.isJavaIdentifierPart(new String(window.bytes, from, bytes, UTF_8).charAt(0));
    }

    private void scanQuoted(long maxBytes) {
        byte quote = window.bytes[window.at++];
        escaped = false;
        ascii = true;
        while (true) {
            if (!window.has(1)) {
                throw ended();
            }
            int at = endOfPlain(window.bytes, window.at, window.end);
            window.at = at;
            if (window.kept != ByteWindow.NOTHING && at - window.kept > maxBytes) {
                throw tooLong();
            }
            if (at < window.end && passMarked(window.bytes[at], quote)) {
                return;
            }
        }
    }

    /** Returns where the run of characters ends that mean only themselves in a text. */
    static int endOfPlain(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && PLAIN[bytes[at] & 0xff]) {
            at++;
        }
        return at;
    }

    /** Passes over a byte that needs a look; returns whether it ends the text. */
    private boolean passMarked(byte marked, byte quote) {
        if (marked == '\\') {
            escaped = true;
            Escapes.skip(this);
        } else if (marked < 0) {
            ascii = false;
            int bytes = Utf8.lengthAt(window); // which may move the window
            window.at += bytes;
        } else if (marked == '"' || marked == '\'' || marked == DELETE) {
            window.at++;
        } else {
            throw unexpected("a text without control characters");
        }
        return marked == quote;
    }

    private void requireShort() {
        if (length > maxTextLength) {
            int characters = escaped
                    ? Escapes.resolved(window.bytes, window.kept + start, length)
                            .length()
                    : new String(window.bytes, window.kept + start, length, ascii ? ISO_8859_1 : UTF_8).length();
            requireAtMost(characters);
        }
    }

    private void requireAtMost(int characters) {
        if (characters > maxTextLength) {
            throw tooLong();
        }
    }

    private LimitExceededException tooLong() {
        return new LimitExceededException("text or name in a body", "textMaxLength", maxTextLength);
    }

    MalformedBodyException ended() {
        return refused("it ends too early");
    }

    /** Says what is due instead of the next byte. */
    MalformedBodyException unexpected(String due) {
        if (!window.has(1)) {
            return ended();
        }
        int next = window.bytes[window.at];
        if (next < 0) {
            int ignored = Utf8.lengthAt(window); // which refuses what is no UTF-8
        }
        String shown =
                next > ' ' && next < 0x7f ? "'" + (char) next + "'" : "byte 0x" + Integer.toHexString(next & 0xff);
        return refused(shown + " where " + due + " is due");
    }

    MalformedBodyException refused(String why) {
        return new MalformedBodyException("body cannot be read at byte " + window.offset() + ": " + why);
    }
}
