package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The length-prefixed sections of a zlib stream, inflated only as far as they are asked for and never past the limits.
 * Confined to one thread.
 */
final class InflatedSections implements AutoCloseable {
    private static final int BUFFER_BYTES = 8192;

    private final Inflater inflater = new Inflater();
    private final BodyLimits limits;
    private final int compressedBytes;
    private final InputStream compressed;
    private final InputStream inflated;
    private byte[] block = new byte[BUFFER_BYTES];
    private long inflatedBytes;

    InflatedSections(ByteBuf body, BodyLimits limits) {
        this.limits = limits;
        this.compressedBytes = body.readableBytes();
        this.compressed = new ByteBufInputStream(body.slice());
        this.inflated =
                new BufferedInputStream(new InflaterInputStream(compressed, inflater, BUFFER_BYTES), BUFFER_BYTES);
    }

    /** Returns how many sections of a kind follow. */
    int count(String what) throws IOException {
        int count = int32(what);
        if (count < 0) {
            throw new MalformedBodyException("number of " + what + " is " + count);
        }
        return count;
    }

    /** Returns the text of the next section. */
    String text(String what) throws IOException {
        int length = section(what);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(block, 0, length))
                    .toString();
        } catch (CharacterCodingException noText) {
            throw new MalformedBodyException(what + " is not UTF-8", noText);
        }
    }

    /** Moves to the next section; returns its length. Its bytes are those of {@link #block} until the next one is asked for. */
    int section(String what) throws IOException {
        int length = int32(what);
        if (length < 0) {
            throw new MalformedBodyException("length of " + what + " is " + length);
        }
        limits.checkSection(what, length);
        read(length, what);
        return length;
    }

    /** Returns the block of memory that starts with the bytes read last. */
    byte[] block() {
        return block;
    }

    /** Passes over what is left, so that the stream's own checksum is verified, and makes sure that nothing follows. */
    void finish() throws IOException {
        byte[] ignored = new byte[BUFFER_BYTES];
        for (int length = inflated.read(ignored); length >= 0; length = inflated.read(ignored)) {
            limits.checkInflated(inflatedBytes + length);
            spend(length);
        }
        if (!inflater.finished()) {
            throw new MalformedBodyException("compressed body ends before its zlib stream does");
        }
        int left = inflater.getRemaining() + compressed.available();
        if (left > 0) {
            throw new MalformedBodyException("compressed body has " + left + " bytes after its zlib stream");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    private int int32(String what) throws IOException {
        read(Integer.BYTES, what);
        return ByteBuffer.wrap(block).getInt();
    }

    private void read(int length, String what) throws IOException {
        limits.checkInflated(inflatedBytes + length);
        int read;
        if (length <= block.length) {
            read = inflated.readNBytes(block, 0, length);
        } else {
            byte[] longer = inflated.readNBytes(length); // which believes no length before its bytes are there
            read = longer.length;
            block = read < length ? block : longer;
        }
        if (read < length) {
            throw new MalformedBodyException(
                    "compressed body ends inside the " + what + ": " + read + " of " + length + " bytes");
        }
        spend(length);
    }

    private void spend(int length) {
        inflatedBytes += length;
        limits.checkRatio(inflatedBytes, compressedBytes);
    }
}
