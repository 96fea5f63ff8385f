package io.lodestar.interop.differential;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes requests as frames (protocol 1.1, 1.3, 1.4). Written apart from the production codec on purpose: a mistake there
 * must not hide itself here.
 */
final class FrameWriter {
    private static final int ONE_WAY = 2;
    private static final int BINARY_TYPE = 1;
    private static final int TYPE_SHIFT = 24;

    private FrameWriter() {}

    static byte[] write(Request request, int opaque) {
        boolean binary = request.style() == HeaderStyle.BINARY;
        byte[] header = binary
                ? binaryHeader(request, opaque)
                : jsonHeader(request, opaque).getBytes(StandardCharsets.UTF_8);
        return frame(binary ? BINARY_TYPE : 0, header, request.body());
    }

    static byte[] frame(int type, byte[] header, byte[] body) {
        return bytes(out -> {
            out.writeInt(Integer.BYTES + header.length + body.length);
            out.writeInt(type << TYPE_SHIFT | header.length);
            out.write(header);
            out.write(body);
        });
    }

    private static byte[] binaryHeader(Request request, int opaque) {
        byte[] fields = bytes(out -> {
            for (Map.Entry<String, String> field :
                    request.fields().orElse(Map.of()).entrySet()) {
                byte[] name = field.getKey().getBytes(StandardCharsets.UTF_8);
                byte[] value = field.getValue().getBytes(StandardCharsets.UTF_8);
                out.writeShort(name.length);
                out.write(name);
                out.writeInt(value.length);
                out.write(value);
            }
        });
        return bytes(out -> {
            out.writeShort(request.code());
            out.writeByte(0);
            out.writeShort(request.version());
            out.writeInt(opaque);
            out.writeInt(request.oneWay() ? ONE_WAY : 0);
            out.writeInt(0);
            out.writeInt(fields.length);
            out.write(fields);
        });
    }

    private static String jsonHeader(Request request, int opaque) {
        HeaderStyle style = request.style();
        String quote = style == HeaderStyle.NUMBERS_AS_TEXT ? "\"" : "";
        StringBuilder json = new StringBuilder("{");
        if (style == HeaderStyle.DUPLICATE_MEMBERS) {
            json.append("\"code\":7,\"opaque\":1,");
        }
        json.append("\"code\":").append(quote).append(request.code()).append(quote);
        request.fields().ifPresent(fields -> json.append(",\"extFields\":").append(Json.write(fields)));
        json.append(",\"flag\":")
                .append(quote)
                .append(request.oneWay() ? ONE_WAY : 0)
                .append(quote);
        json.append(",\"language\":").append(style == HeaderStyle.UNKNOWN_LANGUAGE ? "\"COBOL\"" : "\"JAVA\"");
        if (style.hasOpaque()) {
            json.append(",\"opaque\":").append(quote).append(opaque).append(quote);
        }
        json.append(",\"serializeTypeCurrentRPC\":\"JSON\"");
        if (style == HeaderStyle.UNKNOWN_MEMBERS) {
            json.append(",\"hops\":[1,{\"a\":null}],\"trace\":{\"b\":[true,\"}\"]}");
        }
        json.append(",\"version\":")
                .append(quote)
                .append(request.version())
                .append(quote)
                .append('}');
        return switch (style) {
            case SINGLE_QUOTES -> json.toString().replace('"', '\'');
            case TRAILING_NEWLINE -> json.append("\n ").toString();
            default -> json.toString();
        };
    }

    /** Collects what a body of code writes; memory does not fail, so its checked exception does not escape. */
    static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Something that writes bytes. */
    interface Writing {
        void to(DataOutputStream out) throws IOException;
    }
}
