package io.lodestar.transport;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.MalformedFrameException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.Optional;

/**
 * Cuts a stream of bytes into frames (protocol 1.1, 1.2). Confined to the event loop.
 *
 * <p>A frame is cut only when it is asked for, so bytes that nobody asks for stay bytes. Memory is spent on what has
 * arrived, never on what a length field announces. After the first bad frame nothing that follows can be trusted, so
 * all of it is dropped.
 */
final class FrameAssembler {
    private static final int LENGTH_BYTES = 4;
    private static final int MIN_LENGTH = 4;
    private static final int SMALL_BYTES = 1024;

    private final int maxLength;
    private ByteBuf pending = Unpooled.EMPTY_BUFFER;
    private boolean closed;

    FrameAssembler(int maxFrameBytes) {
        this.maxLength = maxFrameBytes - LENGTH_BYTES;
    }

    /** Takes over the next bytes of the stream. */
    void add(ByteBufAllocator allocator, ByteBuf bytes) {
        if (closed) {
            bytes.release();
            return;
        }
        pending = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, pending, bytes);
    }

    /**
     * Returns the next frame if all of it has arrived; the caller owns it.
     *
     * @throws MalformedFrameException when the stream is no longer one of frames
     */
    Optional<Frame> next() {
        if (pending.readableBytes() < LENGTH_BYTES) {
            return Optional.empty();
        }
        boolean wellFormed = false;
        try {
            int length = checkedLength(pending.getInt(pending.readerIndex()));
            Optional<Frame> frame = pending.readableBytes() - LENGTH_BYTES < length
                    ? Optional.empty()
                    : Optional.of(FrameCodec.read(pending.skipBytes(LENGTH_BYTES), length));
            wellFormed = true;
            return frame;
        } finally {
            if (!wellFormed) {
                close();
            }
        }
    }

    /** Gives back memory that the bytes of an unfinished frame do not need. */
    void trim(ByteBufAllocator allocator) {
        int unread = pending.readableBytes();
        if (unread == 0) {
            pending.release();
            pending = Unpooled.EMPTY_BUFFER;
        } else if (pending.capacity() > SMALL_BYTES && pending.capacity() / 2 > unread) {
            ByteBuf large = pending;
            pending = allocator.buffer(unread).writeBytes(large);
            large.release();
        }
    }

    /** Returns whether {@link #next} would return a frame, or tell that the stream is broken. */
    boolean holdsFrame() {
        return pending.readableBytes() >= LENGTH_BYTES
                && pending.readableBytes() - LENGTH_BYTES >= pending.getInt(pending.readerIndex());
    }

    /** Says that nothing follows. What is here stays, where it need not be released: it may be that nobody asks for it any more. */
    void end() {
        ByteBuf rest = Unpooled.copiedBuffer(pending);
        pending.release();
        pending = rest;
    }

    /** Drops what is here and whatever is still added. */
    void close() {
        closed = true;
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
    }

    private int checkedLength(int length) {
        if (length < MIN_LENGTH) {
            throw new MalformedFrameException("frame length " + length + " is below " + MIN_LENGTH);
        }
        if (length > maxLength) {
            throw new MalformedFrameException("frame length " + length + " exceeds " + maxLength);
        }
        return length;
    }
}
