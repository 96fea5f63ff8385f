package io.lodestar.protocol.json;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Writes compact JSON as UTF-8 to the end of a buffer, and puts in the commas.
 *
 * <p>The caller answers for the order of the calls: a name before each value of an object, and an end for each start.
 * Confined to one thread.
 */
public final class JsonWriter {
    private static final char FIRST_PRINTABLE = ' ';
    private static final String HEX = "0123456789abcdef";

    private final ByteBuf out;
    private final JsonDialect dialect;
    private boolean commaIsDue;

    /** Creates a writer that appends to {@code out}, which stays the caller's. */
    public JsonWriter(ByteBuf out, JsonDialect dialect) {
        this.out = out;
        this.dialect = dialect;
    }

    /** Opens an object. */
    public void startObject() {
        start('{');
    }

    /** Closes the innermost object. */
    public void endObject() {
        end('}');
    }

    /** Opens an array. */
    public void startArray() {
        start('[');
    }

    /** Closes the innermost array. */
    public void endArray() {
        end(']');
    }

    /** Writes the name of the member whose value comes next. */
    public JsonWriter name(String name) {
        separate();
        writeText(name);
        return endName();
    }

    /** Writes a whole number as the name of the member whose value comes next, quoted or not as the dialect has it. */
    public JsonWriter name(long name) {
        separate();
        switch (dialect) {
            case LEGACY -> writeNumber(name);
            case STANDARD -> {
                out.writeByte('"');
                writeNumber(name);
                out.writeByte('"');
            }
        }
        return endName();
    }

    /** Writes a string; half of a surrogate pair has no UTF-8 form and becomes a question mark. */
    public void value(String value) {
        separate();
        writeText(value);
    }

    /** Writes a whole number. */
    public void value(long value) {
        separate();
        writeNumber(value);
    }

    /** Writes {@code true} or {@code false}. */
    public void value(boolean value) {
        separate();
        ByteBufUtil.writeAscii(out, Boolean.toString(value));
    }

    /** Writes {@code null}. */
    public void nullValue() {
        separate();
        ByteBufUtil.writeAscii(out, "null");
    }

    private void start(char bracket) {
        separate();
        out.writeByte(bracket);
        commaIsDue = false;
    }

    private void end(char bracket) {
        out.writeByte(bracket);
        commaIsDue = true;
    }

    private JsonWriter endName() {
        out.writeByte(':');
        commaIsDue = false;
        return this;
    }

    private void separate() {
        if (commaIsDue) {
            out.writeByte(',');
        }
        commaIsDue = true;
    }

    private void writeNumber(long number) {
        ByteBufUtil.writeAscii(out, Long.toString(number));
    }

    private void writeText(String text) {
        out.writeByte('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            if (needsEscape(text.charAt(i))) {
                writePlain(text, written, i);
                writeEscaped(text.charAt(i));
                written = i + 1;
            }
        }
        writePlain(text, written, text.length());
        out.writeByte('"');
    }

    private static boolean needsEscape(char character) {
        return character == '"' || character == '\\' || character < FIRST_PRINTABLE;
    }

    private void writePlain(String text, int from, int to) {
        if (from < to) {
            ByteBufUtil.writeUtf8(out, text, from, to);
        }
    }

    private void writeEscaped(char character) {
        out.writeByte('\\');
        switch (character) {
            case '"', '\\' -> out.writeByte(character);
            case '\b' -> out.writeByte('b');
            case '\t' -> out.writeByte('t');
            case '\n' -> out.writeByte('n');
            case '\f' -> out.writeByte('f');
            case '\r' -> out.writeByte('r');
            default -> writeHexadecimal(character);
        }
    }

    private void writeHexadecimal(char control) {
        ByteBufUtil.writeAscii(out, "u00");
        out.writeByte(HEX.charAt(control >> 4));
        out.writeByte(HEX.charAt(control & 0xf));
    }
}
