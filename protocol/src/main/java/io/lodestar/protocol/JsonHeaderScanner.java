package io.lodestar.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Reads JSON headers as real programs write them: known members, whole numbers, plain ASCII texts, no blanks. It recognises these and leaves
 * everything else, well formed or not, to {@link JsonHeaderCodec}; what it does read, it reads as that does. Confined to one thread, which reads
 * one header after the other with it.
 */
final class JsonHeaderScanner {
    private static final ThreadLocal<JsonHeaderScanner> OF_THREAD = ThreadLocal.withInitial(JsonHeaderScanner::new);

    private static final int MAX_DIGITS = 10;

    /** The members in the order in which the original writes them, and so do most others. */
    private static final byte[][] NAMES = Stream.of(
                    "code", "extFields", "flag", "language", "opaque", "remark", "serializeTypeCurrentRPC", "version")
            .map(name -> ("\"" + name + "\":").getBytes(US_ASCII))
            .toArray(byte[][]::new);

    private byte[] bytes = {0};
    private int at;
    private boolean plain;

    private int code;
    private ExtFields fields = ExtFields.ABSENT;
    private int flag;
    private Language language = Language.JAVA;
    private int opaque;
    private String remark = "";
    private int version;

    private JsonHeaderScanner() {}

    /** Returns the scanner of this thread. */
    static JsonHeaderScanner ofThread() {
        return OF_THREAD.get();
    }

    /** Reads the header in the next {@code length} bytes of {@code in}, and leaves them there; returns whether it is a plain one. */
    boolean read(ByteBuf in, int length) {
        if (!HeaderScratch.isUsual(length)) {
            return false;
        }
        start(HeaderScratch.next(in, length));
        expect('{');
        int member = -1;
        do {
            member = nameAfter(member);
            value(member);
        } while (plain && goesOn());
        skipTrailingBlanks(length);
        return plain && at == length;
    }

    /** Returns the header that was read last, if it was a plain one. */
    Header header() {
        return new Header(code, language, version, opaque, flag, remark, fields);
    }

    private void start(byte[] header) {
        bytes = header;
        at = 0;
        plain = true;
        code = 0;
        fields = ExtFields.ABSENT;
        flag = 0;
        language = Language.JAVA;
        opaque = 0;
        remark = "";
        version = 0;
    }

    /** Takes the name of a member, and returns its place in the usual order; it is looked for first where that goes on. */
    private int nameAfter(int previous) {
        for (int step = 1; step <= NAMES.length; step++) {
            int member = (previous + step) % NAMES.length;
            if (take(NAMES[member])) {
                return member;
            }
        }
        return NAMES.length;
    }

    private boolean take(byte[] name) {
        boolean here = bytes[at] == '"'
                && bytes[at + 1] == name[1] // so two bytes tell nearly always
                && at + name.length <= bytes.length
                && Arrays.equals(bytes, at, at + name.length, name, 0, name.length);
        if (here) {
            at += name.length;
        }
        return here;
    }

    private void value(int member) {
        switch (member) {
            case 0 -> code = number();
            case 1 -> fields = fields();
            case 2 -> flag = number();
            case 3 -> language = Language.of(text());
            case 4 -> opaque = number();
            case 5 -> remark = text();
            case 6 -> text();
            case 7 -> version = number();
            default -> plain = false;
        }
    }

    private ExtFields fields() {
        var builder = HeaderScratch.fields(0);
        expect('{');
        if (bytes[at] == '}') {
            at++;
            return ExtFields.EMPTY;
        }
        do {
            String name = text();
            expect(':');
            builder.put(name, text());
        } while (plain && goesOn());
        return builder.build();
    }

    /** Takes what stands behind a member: a comma before the next one, or the end of the object. */
    private boolean goesOn() {
        byte next = bytes[at];
        plain &= next == ',' || next == '}';
        at++;
        return next == ',';
    }

    private String text() {
        expect('"');
        int from = at;
        while (isPlain(bytes[at])) {
            at++;
        }
        String text = plain ? KnownTexts.of(bytes, from, at) : "";
        expect('"');
        return text;
    }

    private static boolean isPlain(byte character) {
        return character >= ' ' && character != '"' && character != '\\'; // the others of ASCII; the rest is negative
    }

    private int number() {
        boolean negative = bytes[at] == '-';
        int from = negative ? at + 1 : at;
        at = from;
        long value = 0;
        while (isDigit(bytes[at]) && at - from <= MAX_DIGITS) {
            value = value * 10 + bytes[at] - '0';
            at++;
        }
        long number = negative ? -value : value;
        boolean zeroLeads = bytes[from] == '0' && at - from > 1;
        plain &= at > from && !zeroLeads && number == (int) number;
        return (int) number;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    /** Takes a character that has to come now. The 0 behind the header is none, so nothing is read beyond it. */
    private void expect(char character) {
        if (plain && bytes[at] == character) {
            at++;
        } else {
            plain = false;
        }
    }

    private void skipTrailingBlanks(int end) {
        while (at < end && (bytes[at] == '\n' || bytes[at] == ' ' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }
}
