package io.lodestar.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The compact header (protocol 1.4).
 *
 * <pre>
 *  0      2          3         5        9      13              17
 *  +------+----------+---------+--------+------+---------------+--------+------------+--------+
 *  | code | language | version | opaque | flag | remark length | remark | map length |  map   |
 *  +------+----------+---------+--------+------+---------------+--------+------------+--------+
 *
 *  map entry: | key length (2) | key | value length (4) | value |
 * </pre>
 */
final class BinaryHeaderCodec {
    private static final int FIXED_LENGTH = 13;

    private BinaryHeaderCodec() {}

    /**
     * Reads the header from the next {@code length} bytes of {@code in}, which it must hold.
     *
     * <p>Bytes after the map are left unread: the original takes them for the start of the body.
     */
    static Header read(ByteBuf in, int length) {
        ByteBuf header = in.slice(in.readerIndex(), length);
        demand(FIXED_LENGTH, header, "fixed part");
        int code = header.readShort();
        Language language = Language.of(header.readUnsignedByte());
        int version = header.readShort();
        int opaque = header.readInt();
        int flag = header.readInt();
        String remark = readText(header, readLength(header, "remark"), "remark");
        ExtFields fields = readFields(header);
        in.skipBytes(header.readerIndex());
        return new Header(code, language, version, opaque, flag, remark, fields);
    }

    /**
     * Writes the header to the end of {@code out}.
     *
     * @throws IllegalArgumentException when the header has a number or a name that this encoding cannot carry
     */
    static void write(Header header, ByteBuf out) {
        out.writeShort(shortOf(header.code(), "code"));
        out.writeByte(header.language().code());
        out.writeShort(shortOf(header.version(), "version"));
        out.writeInt(header.opaque());
        out.writeInt(header.flag());
        writeText(header.remark(), out);
        int mapLengthAt = out.writerIndex();
        out.writeInt(0);
        header.fields().values().forEach((name, value) -> {
            out.writeShort(shortOf(ByteBufUtil.utf8Bytes(name), "length of an extension field's name"));
            ByteBufUtil.writeUtf8(out, name);
            writeText(value, out);
        });
        out.setInt(mapLengthAt, out.writerIndex() - mapLengthAt - Integer.BYTES);
    }

    private static ExtFields readFields(ByteBuf header) {
        demand(Integer.BYTES, header, "extension fields' length");
        int length = header.readInt();
        if (length <= 0) {
            return ExtFields.ABSENT; // the original lets a negative length pass as "none"
        }
        demand(length, header, "extension fields");
        ByteBuf map = header.readSlice(length);
        Map<String, String> values = new LinkedHashMap<>();
        while (map.isReadable()) {
            readEntry(map, values);
        }
        return ExtFields.of(values);
    }

    private static void readEntry(ByteBuf map, Map<String, String> values) {
        demand(Short.BYTES, map, "extension field's name length");
        String name = readText(map, map.readShort(), "extension field's name");
        String value = readText(map, readLength(map, "extension field"), "extension field");
        if (value.isEmpty()) {
            values.remove(
                    name); // no length tells an empty value from a missing one, and the original takes it for missing
        } else if (!name.isEmpty()) {
            values.put(name, value);
        }
    }

    private static int readLength(ByteBuf in, String part) {
        demand(Integer.BYTES, in, part);
        return in.readInt();
    }

    private static String readText(ByteBuf in, int length, String part) {
        demand(length, in, part);
        return in.readCharSequence(length, UTF_8).toString();
    }

    private static void demand(int length, ByteBuf in, String part) {
        if (length < 0 || length > in.readableBytes()) {
            throw new MalformedFrameException("binary header: " + part + " of " + length + " bytes does not fit in the "
                    + in.readableBytes() + " bytes left");
        }
    }

    private static void writeText(String text, ByteBuf out) {
        int lengthAt = out.writerIndex();
        out.writeInt(0);
        out.setInt(lengthAt, ByteBufUtil.writeUtf8(out, text));
    }

    private static int shortOf(int value, String part) {
        if (value != (short) value) {
            throw new IllegalArgumentException(
                    part + " " + value + " does not fit in the 16 bits of a binary header; send it as JSON");
        }
        return value;
    }
}
