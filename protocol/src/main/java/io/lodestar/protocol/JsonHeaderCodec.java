package io.lodestar.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.protocol.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The header as a JSON object (protocol 1.3). Lenient about values, since senders of many languages are. */
final class JsonHeaderCodec {
    private static final int MAX_NESTING = 512;
    private static final char REPLACEMENT = '\uFFFD';

    // Names come from anyone: a table of them, shared by all connections, would grow with what strangers send.
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonHeaderCodec() {}

    /** Reads the header from the next {@code length} bytes of {@code in}, which it must hold. */
    static Header read(ByteBuf in, int length, HeaderLimits limits) {
        var scanner = JsonHeaderScanner.ofThread();
        if (scanner.read(in, length)) {
            Header header = scanner.header();
            limits.checkFieldCount(header.fields().size());
            in.skipBytes(length);
            return header;
        }
        return readAny(in, length, limits);
    }

    /** As {@link #read}, whatever the header looks like. */
    static Header readAny(ByteBuf in, int length, HeaderLimits limits) {
        try (JsonParser parser = JSON.createParser(textOf(in, length))) {
            Header header = readHeader(parser, limits);
            in.skipBytes(length);
            return header;
        } catch (JsonProcessingException broken) {
            throw new MalformedFrameException("JSON header: " + broken.getOriginalMessage(), broken);
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
    }

    /** Writes the header to the end of {@code out}, its members in alphabetical order as the original has them. */
    static void write(Header header, ByteBuf out) {
        JsonWriter json = new JsonWriter(out, JsonDialect.STANDARD);
        json.startObject();
        json.name("code").value(header.code());
        if (header.fields().isPresent()) {
            json.name("extFields").startObject();
            header.fields().forEach((name, value) -> json.name(name).value(value));
            json.endObject();
        }
        json.name("flag").value(header.flag());
        json.name("language").value(header.language().name());
        json.name("opaque").value(header.opaque());
        if (!header.remark().isEmpty()) {
            json.name("remark").value(header.remark());
        }
        json.name("serializeTypeCurrentRPC").value(HeaderEncoding.JSON.name());
        json.name("version").value(header.version());
        json.endObject();
    }

    private static String textOf(ByteBuf in, int length) {
        String text = in.toString(in.readerIndex(), length, UTF_8);
        // Damage shows as a replacement character, which a sender may also mean; so only then are the bytes looked at.
        if (text.indexOf(REPLACEMENT) >= 0 && !ByteBufUtil.isText(in, in.readerIndex(), length, UTF_8)) {
            throw new MalformedFrameException("JSON header: no UTF-8");
        }
        return text;
    }

    private static Header readHeader(JsonParser parser, HeaderLimits limits) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedFrameException("JSON header: no object");
        }
        Members members = new Members(limits);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.read(name, parser);
        }
        if (parser.nextToken() != null) {
            throw new MalformedFrameException("JSON header: text after the object");
        }
        return members.toHeader();
    }

    private static int readInt(String name, JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT -> parser.getIntValue();
            case VALUE_NUMBER_FLOAT -> truncated(name, parser.getDoubleValue());
            case VALUE_STRING -> parsed(name, parser.getText());
            case VALUE_NULL -> 0;
            default -> throw noNumber(name);
        };
    }

    private static int truncated(String name, double number) {
        int truncated = (int) number;
        if (Math.abs(number - truncated) >= 1) {
            throw noNumber(name);
        }
        return truncated;
    }

    private static int parsed(String name, String text) {
        try {
            return text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw noNumber(name);
        }
    }

    private static MalformedFrameException noNumber(String name) {
        return new MalformedFrameException("JSON header: " + name + " is no 32-bit number");
    }

    private static Language readLanguage(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT, START_ARRAY -> throw new MalformedFrameException("JSON header: language is no name");
            default -> Language.of(parser.getText());
        };
    }

    private static ExtFields readFields(JsonParser parser, HeaderLimits limits) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> ExtFields.ABSENT;
            case START_OBJECT -> readPresentFields(parser, limits);
            default -> throw new MalformedFrameException("JSON header: extFields is no object");
        };
    }

    private static ExtFields readPresentFields(JsonParser parser, HeaderLimits limits) throws IOException {
        var fields = ExtFields.builder();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            limits.checkField(name.length());
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                fields.remove(name); // of duplicates the last counts, also when it says "none"
            } else {
                String value = readText(parser);
                limits.checkField(value.length());
                fields.put(name, value);
                limits.checkFieldCount(fields.size());
            }
        }
        return fields.build();
    }

    private static String readText(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT, START_ARRAY -> readStructureAsText(parser);
            default -> parser.getText();
        };
    }

    private static String readStructureAsText(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            generator.copyCurrentStructure(parser);
        }
        return text.toString();
    }

    /** The members read so far, with the values that they have when the sender leaves them out. */
    private static final class Members {
        private final HeaderLimits limits;
        private int code;
        private Language language = Language.JAVA;
        private int version;
        private int opaque;
        private int flag;
        private String remark = "";
        private ExtFields fields = ExtFields.ABSENT;

        Members(HeaderLimits limits) {
            this.limits = limits;
        }

        void read(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "code" -> code = readInt(name, parser);
                case "language" -> language = readLanguage(parser);
                case "version" -> version = readInt(name, parser);
                case "opaque" -> opaque = readInt(name, parser);
                case "flag" -> flag = readInt(name, parser);
                case "remark" -> {
                    remark = parser.currentToken() == JsonToken.VALUE_NULL ? "" : readText(parser);
                    limits.checkRemark(remark.length());
                }
                case "extFields" -> fields = readFields(parser, limits);
                default -> parser.skipChildren();
            }
        }

        Header toHeader() {
            return new Header(code, language, version, opaque, flag, remark, fields);
        }
    }
}
