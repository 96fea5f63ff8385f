package io.lodestar.protocol.body;

import io.lodestar.protocol.Release;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.protocol.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes a registration as a zlib stream, in the layout that {@link RegistrationInflater} draws. */
final class RegistrationDeflater {
    private RegistrationDeflater() {}

    static void write(RegistrationBody body, ByteBuf out, int senderVersion) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (var sections = new DataOutputStream(new DeflaterOutputStream(new ByteBufOutputStream(out), deflater))) {
            boolean modern = senderVersion >= Release.V5_0_0;
            writeText(sections, dataVersion(body, modern));
            sections.writeInt(body.topics().size());
            for (TopicConfig topic : body.topics()) {
                writeText(sections, topicLine(topic, modern));
            }
            writeText(sections, json(json -> RegistrationJson.writeFilterServers(body, json)));
            if (modern) {
                sections.writeInt(body.mappings().size());
                for (TopicQueueMapping mapping : body.mappings().values()) {
                    writeText(sections, json(mapping::writeTo));
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("a buffer refused bytes", impossible);
        } finally {
            deflater.end();
        }
    }

    private static byte[] dataVersion(RegistrationBody body, boolean modern) {
        return json(json -> body.dataVersion()
                .ifPresentOrElse(
                        version -> {
                            if (modern) {
                                version.writeTo(json);
                            } else {
                                version.writeWithoutStateTo(json);
                            }
                        },
                        json::nullValue));
    }

    private static byte[] topicLine(TopicConfig topic, boolean modern) {
        if (topic.topic().indexOf(' ') >= 0) {
            throw new IllegalArgumentException(
                    "topic \"" + topic.topic() + "\" has a blank, which a compressed registration cannot carry");
        }
        var settings = topic.settings();
        String line = topic.topic() + ' ' + settings.readQueueNums() + ' ' + settings.writeQueueNums() + ' '
                + settings.permission() + " SINGLE_TAG" + (modern ? " {}" : "");
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] json(Consumer<JsonWriter> value) {
        ByteBuf text = Unpooled.buffer();
        try {
            value.accept(new JsonWriter(text, JsonDialect.LEGACY));
            return ByteBufUtil.getBytes(text);
        } finally {
            text.release();
        }
    }

    private static void writeText(DataOutputStream sections, byte[] text) throws IOException {
        sections.writeInt(text.length);
        sections.write(text);
    }
}
