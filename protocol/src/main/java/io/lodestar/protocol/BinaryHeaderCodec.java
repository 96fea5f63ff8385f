package io.lodestar.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

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
    static Header read(ByteBuf in, int length, HeaderLimits limits) {
        var header = Cursor.at(in, length);
        header.demand(FIXED_LENGTH, "fixed part");
        int code = header.readShort();
        Language language = Language.of(header.readByte() & 0xff);
        int version = header.readShort();
        int opaque = header.readInt();
        int flag = header.readInt();
        int remarkLength = header.readLength("remark");
        limits.checkRemark(remarkLength);
        String remark = header.readText(remarkLength, "remark");
        ExtFields fields = readFields(header, limits);
        in.skipBytes(header.at);
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
        header.fields().forEach((name, value) -> {
            out.writeShort(shortOf(ByteBufUtil.utf8Bytes(name), "length of an extension field's name"));
            ByteBufUtil.writeUtf8(out, name);
            writeText(value, out);
        });
        out.setInt(mapLengthAt, out.writerIndex() - mapLengthAt - Integer.BYTES);
    }

    private static ExtFields readFields(Cursor header, HeaderLimits limits) {
        int length = header.readLength("extension fields' length");
        if (length <= 0) {
            return ExtFields.ABSENT; // the original lets a negative length pass as "none"
        }
        header.demand(length, "extension fields");
        header.end = header.at + length;
        var fields = HeaderScratch.fields(length);
        while (header.at < header.end) {
            readEntry(header, fields, limits);
            limits.checkFieldCount(fields.size());
        }
        return fields.build();
    }

    private static void readEntry(Cursor map, ExtFields.Builder fields, HeaderLimits limits) {
        map.demand(Short.BYTES, "extension field's name length");
        int nameLength = map.readShort();
        limits.checkField(nameLength);
        String name = map.readText(nameLength, "extension field's name");
        int valueLength = map.readLength("extension field");
        limits.checkField(valueLength);
        String value = map.readText(valueLength, "extension field");
        if (value.isEmpty()) {
            fields.remove(
                    name); // no length tells an empty value from a missing one, and the original takes it for missing
        } else if (!name.isEmpty()) {
            fields.put(name, value);
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

    /** Where a header is being read, one after the other by a thread. Numbers are read where they were demanded. */
    private static final class Cursor {
        private static final ThreadLocal<Cursor> OF_THREAD = ThreadLocal.withInitial(Cursor::new);

        private byte[] bytes = {};
        private int at;
        private int end;

        static Cursor at(ByteBuf in, int length) {
            var cursor = HeaderScratch.isUsual(length) ? OF_THREAD.get() : new Cursor();
            cursor.bytes = HeaderScratch.next(in, length);
            cursor.at = 0;
            cursor.end = length;
            return cursor;
        }

        int readByte() {
            return bytes[at++];
        }

        int readShort() {
            return readByte() << Byte.SIZE | (readByte() & 0xff);
        }

        int readInt() {
            return readShort() << Short.SIZE | (readShort() & 0xffff);
        }

        int readLength(String part) {
            demand(Integer.BYTES, part);
            return readInt();
        }

        String readText(int length, String part) {
            demand(length, part);
            at += length;
            return length == 0 ? "" : KnownTexts.of(bytes, at - length, at);
        }

        void demand(int length, String part) {
            if (length < 0 || length > end - at) {
                throw new MalformedFrameException("binary header: " + part + " of " + length
                        + " bytes does not fit in the " + (end - at) + " bytes left");
            }
        }
    }
}
