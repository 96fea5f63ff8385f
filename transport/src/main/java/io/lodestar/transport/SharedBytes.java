package io.lodestar.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/** Bytes that any number of connections send, at once and again and again. */
public final class SharedBytes {
    private SharedBytes() {}

    /**
     * Returns a copy of what was written, which it releases. Nobody owns the copy and nobody releases it: its memory goes when nobody refers to
     * it any more. Nobody may change its content or its indexes; sending it does not.
     */
    public static ByteBuf of(ByteBuf written) {
        try {
            return Unpooled.unreleasableBuffer(kept(written));
        } finally {
            written.release();
        }
    }

    /** What is short is copied to be sent, from wherever it is; what is long goes to the socket as it is, so it must be where that can read it. */
    private static ByteBuf kept(ByteBuf written) {
        int length = written.readableBytes();
        if (length < OutputBatch.LONG_BYTES) {
            var bytes = new byte[length];
            written.getBytes(written.readerIndex(), bytes);
            return Unpooled.wrappedBuffer(bytes);
        }
        var bytes = ByteBuffer.allocateDirect(length);
        written.getBytes(written.readerIndex(), bytes);
        return Unpooled.wrappedBuffer(bytes.flip().asReadOnlyBuffer());
    }
}
