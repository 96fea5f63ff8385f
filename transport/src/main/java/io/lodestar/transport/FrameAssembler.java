package io.lodestar.transport;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.MalformedFrameException;
import io.lodestar.protocol.RequestCode;
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
    /** From here on, it costs less to keep the buffers that a frame came in than to merge them. */
    private static final int LONG_BYTES = 64 * 1024;
    /** More than the header of any broker. */
    private static final int MAX_LONG_FRAME_HEADER_LENGTH = 64 * 1024;

    private final int maxLength;
    private final int maxRegistrationLength;
    private ByteBuf pending = Unpooled.EMPTY_BUFFER;
    /** The length of a frame that is worth to be kept in parts; 0 for none. */
    private int awaited;

    private Optional<LongFrame> longFrame = Optional.empty();
    private boolean closed;

    FrameAssembler(int maxFrameBytes) {
        this(maxFrameBytes, maxFrameBytes);
    }

    /** As {@link #FrameAssembler(int)}, with a limit of their own for frames that announce a registration. */
    FrameAssembler(int maxFrameBytes, int maxRegistrationBytes) {
        this.maxLength = maxFrameBytes - LENGTH_BYTES;
        this.maxRegistrationLength = Math.max(maxFrameBytes, maxRegistrationBytes) - LENGTH_BYTES;
    }

    /** Takes over the next bytes of the stream. */
    void add(ByteBufAllocator allocator, ByteBuf bytes) {
        if (closed) {
            bytes.release();
            return;
        }
        if (awaited > 0) {
            var started = new LongFrame(awaited);
            started.add(allocator, pending);
            pending = Unpooled.EMPTY_BUFFER;
            awaited = 0;
            longFrame = Optional.of(started);
        }
        if (longFrame.isPresent()) {
            longFrame.get().add(allocator, bytes);
        } else {
            pending = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, pending, bytes);
        }
    }

    /**
     * Returns the next frame if all of it has arrived; the caller owns it.
     *
     * @throws MalformedFrameException when the stream is no longer one of frames
     */
    Optional<Frame> next() {
        boolean wellFormed = false;
        try {
            Optional<Frame> frame = longFrame.isPresent() ? nextLong(longFrame.get()) : nextShort();
            wellFormed = true;
            return frame;
        } finally {
            if (!wellFormed) {
                close();
            }
        }
    }

    private Optional<Frame> nextShort() {
        if (pending.readableBytes() < LENGTH_BYTES) {
            return Optional.empty();
        }
        int length = checkedLength(pending.getInt(pending.readerIndex()));
        if (length > maxLength && !announcesRegistration(length)) {
            return Optional.empty();
        }
        if (pending.readableBytes() - LENGTH_BYTES < length) {
            awaited = length > LONG_BYTES ? length : 0;
            return Optional.empty();
        }
        return Optional.of(FrameCodec.read(pending.skipBytes(LENGTH_BYTES), length));
    }

    private Optional<Frame> nextLong(LongFrame frame) {
        if (!frame.isWhole()) {
            return Optional.empty();
        }
        Frame read = frame.toFrame();
        pending = frame.rest();
        frame.release();
        longFrame = Optional.empty();
        return Optional.of(read);
    }

    /** Returns whether the header is there and allows such a length; a header that does not, does not pass. */
    private boolean announcesRegistration(int length) {
        var header = FrameCodec.peek(
                pending.slice(pending.readerIndex() + LENGTH_BYTES, pending.readableBytes() - LENGTH_BYTES),
                MAX_LONG_FRAME_HEADER_LENGTH);
        boolean registers = header.isPresent()
                && header.get().code() == RequestCode.REGISTER_BROKER.code()
                && !header.get().isResponse();
        if (header.isPresent() && !registers) {
            throw new MalformedFrameException(
                    "frame length " + length + " exceeds " + maxLength + ", and its header announces no registration");
        }
        return registers;
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
        return longFrame.isPresent() ? longFrame.get().isWhole() : holdsShortFrame();
    }

    private boolean holdsShortFrame() {
        return pending.readableBytes() >= LENGTH_BYTES
                && pending.readableBytes() - LENGTH_BYTES >= pending.getInt(pending.readerIndex());
    }

    /** Says that nothing follows. What is here stays, where it need not be released: it may be that nobody asks for it any more. */
    void end() {
        ByteBuf rest = Unpooled.copiedBuffer(pending);
        pending.release();
        pending = rest;
        if (holdsFrame()) {
            longFrame = longFrame.map(LongFrame::unreleased);
        } else {
            longFrame.ifPresent(LongFrame::release); // its rest will not come
            longFrame = Optional.empty();
        }
    }

    /** Drops what is here and whatever is still added. */
    void close() {
        closed = true;
        awaited = 0;
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
        longFrame.ifPresent(LongFrame::release);
        longFrame = Optional.empty();
    }

    private int checkedLength(int length) {
        if (length < MIN_LENGTH) {
            throw new MalformedFrameException("frame length " + length + " is below " + MIN_LENGTH);
        }
        if (length > maxRegistrationLength) {
            throw new MalformedFrameException("frame length " + length + " exceeds " + maxRegistrationLength);
        }
        return length;
    }
}
