package io.lodestar.interop.differential;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads answers from frames, in either header encoding. */
final class FrameReader {
    private static final String[] LANGUAGES = {"JAVA", "CPP", "DOTNET", "PYTHON", "DELPHI", "ERLANG", "RUBY", "OTHER"};
    private static final int TYPE_SHIFT = 24;
    private static final int LENGTH_MASK = 0xffffff;

    private FrameReader() {}

    static Answer read(DataInputStream in) throws IOException {
        int length = in.readInt();
        int word = in.readInt();
        byte[] header = new byte[word & LENGTH_MASK];
        in.readFully(header);
        byte[] body = new byte[length - Integer.BYTES - header.length];
        in.readFully(body);
        return word >>> TYPE_SHIFT == 1 ? binary(ByteBuffer.wrap(header), body) : json(header, body);
    }

    private static Answer json(byte[] header, byte[] body) {
        JsonNode tree = Json.strict(new String(header, StandardCharsets.UTF_8))
                .orElseThrow(() -> new AssertionError(
                        "the answer's header is not standard JSON: " + new String(header, StandardCharsets.UTF_8)));
        Optional<Map<String, String>> fields = Optional.ofNullable(tree.get("extFields"))
                .map(node -> {
                    Map<String, String> values = new LinkedHashMap<>();
                    node.properties()
                            .forEach(field ->
                                    values.put(field.getKey(), field.getValue().asText()));
                    return values;
                });
        return new Answer(
                false,
                tree.path("code").asInt(),
                tree.path("language").asText(),
                tree.path("version").asInt(),
                tree.path("opaque").asInt(),
                tree.path("flag").asInt(),
                Optional.ofNullable(tree.get("remark")).map(JsonNode::asText),
                fields,
                body);
    }

    private static Answer binary(ByteBuffer in, byte[] body) {
        int code = in.getShort();
        String language = LANGUAGES[in.get()];
        int version = in.getShort();
        int opaque = in.getInt();
        int flag = in.getInt();
        int remarkLength = in.getInt();
        Optional<String> remark = remarkLength == 0 ? Optional.empty() : Optional.of(text(in, remarkLength));
        int end = in.getInt() + in.position();
        Map<String, String> fields = new LinkedHashMap<>();
        while (in.position() < end) {
            String name = text(in, in.getShort());
            fields.put(name, text(in, in.getInt()));
        }
        // this encoding cannot tell "no fields" from an empty set of them
        return new Answer(true, code, language, version, opaque, flag, remark, Optional.of(fields), body);
    }

    private static String text(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
