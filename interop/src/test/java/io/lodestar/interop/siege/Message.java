package io.lodestar.interop.siege;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One request, taken apart. All texts are {@link Raw}, and those of a JSON header are written as they are: whoever wants them escaped
 * has escaped them.
 *
 * @param fields may hold a name more than once
 */
record Message(Head head, Optional<String> remark, List<Field> fields, byte[] body) {
    private static final byte[] NOTHING = {};
    private static final int HEADER_LENGTH_MASK = 0xffffff;
    private static final int TYPE_SHIFT = 24;

    /** The fixed part of a header. */
    record Head(boolean binary, int code, String language, int version, int opaque, int flag) {
        Head withCode(int other) {
            return new Head(binary, other, language, version, opaque, flag);
        }

        Head withVersion(int other) {
            return new Head(binary, code, language, other, opaque, flag);
        }

        Head withFlag(int other) {
            return new Head(binary, code, language, version, opaque, other);
        }

        Head withOpaque(int other) {
            return new Head(binary, code, language, version, other, flag);
        }
    }

    /** One extension field. */
    record Field(String name, String value) {}

    Message {
        fields = List.copyOf(fields);
    }

    /** A request without a remark, fields or body. */
    static Message of(Head head) {
        return new Message(head, Optional.empty(), List.of(), NOTHING);
    }

    Message with(String name, String value) {
        var more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return withFields(more);
    }

    /** With a field in place of all that have its name. */
    Message replacing(String name, String value) {
        var others = new ArrayList<>(fields);
        others.removeIf(field -> field.name().equals(name));
        others.add(new Field(name, value));
        return withFields(others);
    }

    Message withFields(List<Field> others) {
        return new Message(head, remark, others, body);
    }

    Message withHead(Head other) {
        return new Message(other, remark, fields, body);
    }

    Message withRemark(String text) {
        return new Message(head, Optional.of(text), fields, body);
    }

    Message withBody(byte[] bytes) {
        return new Message(head, remark, fields, bytes);
    }

    /** The header alone. */
    byte[] header() {
        return head.binary() ? binaryHeader() : Raw.bytes(jsonHeader());
    }

    /** The whole frame. */
    byte[] frame() {
        return frame(head.binary() ? 1 : 0, header(), body);
    }

    /** A frame of any type whose lengths are right. */
    static byte[] frame(int type, byte[] header, byte[] body) {
        return written(out -> {
            out.writeInt(Integer.BYTES + header.length + body.length);
            out.writeInt((type << TYPE_SHIFT) | (header.length & HEADER_LENGTH_MASK));
            out.write(header);
            out.write(body);
        });
    }

    private String jsonHeader() {
        var extension = fields.stream()
                .map(field -> "\"" + field.name() + "\":\"" + field.value() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        return "{\"code\":" + head.code() + ",\"extFields\":" + extension + ",\"flag\":" + head.flag()
                + ",\"language\":\"" + head.language() + "\",\"opaque\":" + head.opaque()
                + remark.map(text -> ",\"remark\":\"" + text + "\"").orElse("")
                + ",\"serializeTypeCurrentRPC\":\"JSON\",\"version\":" + head.version() + "}";
    }

    private byte[] binaryHeader() {
        byte[] map = written(out -> {
            for (var field : fields) {
                out.writeShort(field.name().length());
                out.write(Raw.bytes(field.name()));
                out.writeInt(field.value().length());
                out.write(Raw.bytes(field.value()));
            }
        });
        return written(out -> {
            out.writeShort(head.code());
            out.writeByte(0);
            out.writeShort(head.version());
            out.writeInt(head.opaque());
            out.writeInt(head.flag());
            var text = Raw.bytes(remark.orElse(""));
            out.writeInt(text.length);
            out.write(text);
            out.writeInt(map.length);
            out.write(map);
        });
    }

    /** What is written by a writer. */
    static byte[] written(Writer writer) {
        var bytes = new ByteArrayOutputStream();
        try {
            writer.writeTo(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes something. */
    interface Writer {
        void writeTo(DataOutputStream out) throws IOException;
    }
}
