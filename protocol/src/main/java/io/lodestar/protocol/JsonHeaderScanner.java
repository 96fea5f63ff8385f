package io.lodestar.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Reads JSON headers as real programs write them: known members, whole numbers, plain ASCII texts, no blanks. It recognises these and leaves
 * everything else, well formed or not, to {@link JsonHeaderCodec}; what it does read, it reads as that does. Confined to one thread, for one header.
 */
final class JsonHeaderScanner {
    private static final int MAX_DIGITS = 10;

    private final byte[] bytes;
    private final int end;
    private int at;
    private boolean plain = true;

    private int code;
    private Language language = Language.JAVA;
    private int version;
    private int opaque;
    private int flag;
    private String remark = "";
    private ExtFields fields = ExtFields.ABSENT;

    private JsonHeaderScanner(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** Returns the header in the next {@code length} bytes of {@code in}, and leaves them there; empty when it is not a plain one. */
    static Optional<Header> read(ByteBuf in, int length) {
        return length > HeaderBytes.USUAL_LENGTH
                ? Optional.empty()
                : new JsonHeaderScanner(HeaderBytes.next(in, length), length).header();
    }

    private Optional<Header> header() {
        expect('{');
        do {
            member();
        } while (plain && goesOn());
        skipTrailingBlanks();
        return plain && at == end
                ? Optional.of(new Header(code, language, version, opaque, flag, remark, fields))
                : Optional.empty();
    }

    private void member() {
        String name = text();
        expect(':');
        switch (name) {
            case "code" -> code = number();
            case "extFields" -> fields = fields();
            case "flag" -> flag = number();
            case "language" -> language = Language.of(text());
            case "opaque" -> opaque = number();
            case "remark" -> remark = text();
            case "serializeTypeCurrentRPC" -> text();
            case "version" -> version = number();
            default -> plain = false;
        }
    }

    private ExtFields fields() {
        var builder = ExtFields.builder();
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

    private void skipTrailingBlanks() {
        while (at < end && (bytes[at] == '\n' || bytes[at] == ' ' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }
}
