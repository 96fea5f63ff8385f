package io.lodestar.transport;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.HeaderLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * A frame that comes in many pieces, kept as the buffers that it came in. Confined to the event loop.
 *
 * <p>Only buffers that are long and mostly full are kept; what comes in others is copied into chunks. So it takes at most twice the
 * memory of what has arrived, and a chunk, and is never copied as a whole.
 */
final class LongFrame {
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int MIN_KEPT_BYTES = 8 * 1024;

    private final int length;
    private final CompositeByteBuf parts;
    /** Follows the parts, and becomes one of them when it is full. */
    private ByteBuf chunk = Unpooled.EMPTY_BUFFER;

    /** Expects so many bytes behind the length field. */
    LongFrame(int length) {
        this(length, composite());
    }

    private LongFrame(int length, CompositeByteBuf parts) {
        this.length = length;
        this.parts = parts;
    }

    /** Not tracked as a leak: it holds buffers that are, if they can leak. */
    private static CompositeByteBuf composite() {
        return new CompositeByteBuf(UnpooledByteBufAllocator.DEFAULT, false, Integer.MAX_VALUE);
    }

    /** Takes over the next bytes, which may go beyond the frame. */
    void add(ByteBufAllocator allocator, ByteBuf bytes) {
        int count = bytes.readableBytes();
        if (count >= MIN_KEPT_BYTES && count >= bytes.capacity() / 2) {
            keep(chunk);
            chunk = Unpooled.EMPTY_BUFFER;
            keep(bytes);
            return;
        }
        while (bytes.isReadable()) {
            if (chunk.maxWritableBytes() == 0) {
                keep(chunk);
                chunk = allocator.buffer(Math.min(bytes.readableBytes(), CHUNK_BYTES), CHUNK_BYTES);
            }
            chunk.writeBytes(bytes, Math.min(bytes.readableBytes(), chunk.maxWritableBytes()));
        }
        bytes.release();
    }

    private void keep(ByteBuf part) {
        if (part.isReadable()) {
            parts.addComponent(true, part);
        } else {
            part.release();
        }
    }

    /** Returns whether all of it has arrived. */
    boolean isWhole() {
        return Integer.BYTES + (long) length <= (long) parts.readableBytes() + chunk.readableBytes();
    }

    /** Returns how many bytes have arrived. */
    int bytes() {
        return parts.readableBytes() + chunk.readableBytes();
    }

    /** Returns how many bytes are expected behind the length field. */
    int length() {
        return length;
    }

    /** Returns the frame, which is whole and then the caller's. */
    Frame toFrame(HeaderLimits limits) {
        keep(chunk);
        chunk = Unpooled.EMPTY_BUFFER;
        return FrameCodec.read(parts.skipBytes(Integer.BYTES), length, limits);
    }

    /** Returns a copy of what came behind the frame, which was taken; kept as it is, it would keep the whole. */
    ByteBuf rest() {
        return Unpooled.copiedBuffer(parts);
    }

    /** Returns a copy that need not be released, and releases this. */
    LongFrame unreleased() {
        keep(chunk);
        chunk = Unpooled.EMPTY_BUFFER;
        CompositeByteBuf copies = composite();
        for (ByteBuf part : parts) {
            copies.addComponent(true, Unpooled.copiedBuffer(part));
        }
        release();
        return new LongFrame(length, copies);
    }

    void release() {
        parts.release();
        chunk.release();
    }
}
