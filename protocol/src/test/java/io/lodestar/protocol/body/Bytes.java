package io.lodestar.protocol.body;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Bytes for tests: texts, resources, zlib streams made without the code under test. */
final class Bytes {
    private Bytes() {}

    static ByteBuf of(String text) {
        return Unpooled.copiedBuffer(text, UTF_8);
    }

    static ByteBuf of(byte[] bytes) {
        return Unpooled.wrappedBuffer(bytes);
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }

    static byte[] resource(String name) {
        try (InputStream file = Bytes.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return hex(new String(file.readAllBytes(), US_ASCII));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static byte[] written(Consumer<ByteBuf> writer) {
        ByteBuf out = Unpooled.buffer();
        writer.accept(out);
        return ByteBufUtil.getBytes(out);
    }

    static String text(Consumer<ByteBuf> writer) {
        return new String(written(writer), UTF_8);
    }

    static byte[] deflated(byte[] inflated) {
        var bytes = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (var stream = new DeflaterOutputStream(bytes, deflater)) {
            stream.write(inflated);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    static byte[] inflated(byte[] deflated) {
        try (var stream = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return stream.readAllBytes();
        } catch (IOException notZlib) {
            throw new UncheckedIOException(notZlib);
        }
    }

    /** Returns the inflated layout of protocol 4.2, from texts and counts: an {@code Integer} is written as it is. */
    static byte[] sections(Object... parts) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            for (Object part : parts) {
                if (part instanceof Integer number) {
                    out.writeInt(number);
                } else {
                    byte[] text = part.toString().getBytes(UTF_8);
                    out.writeInt(text.length);
                    out.write(text);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
