package io.lodestar.transport;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.HeaderSkimmer;
import io.lodestar.protocol.LimitExceededException;
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

    private final Flow flow;
    private final Owner owner;
    private ByteBuf pending = Unpooled.EMPTY_BUFFER;
    /** The length of a frame that is worth to be kept in parts; 0 for none. */
    private int awaited;

    private Optional<LongFrame> longFrame = Optional.empty();
    /** What reads a header that is too long to be kept, until it is known whom to refuse it. */
    private Optional<HeaderSkimmer> overlong = Optional.empty();

    private int framesCut;
    private boolean closed;

    /** Whose stream it is. */
    interface Owner {
        /** Returns why a frame with this header, which announces a registration, may not be longer than others; empty when it may. */
        Optional<String> refusalOfLong(Header header);
    }

    FrameAssembler(Flow flow, Owner owner) {
        this.flow = flow;
        this.owner = owner;
    }

    /** Takes over the next bytes of the stream. */
    void add(ByteBufAllocator allocator, ByteBuf bytes) {
        if (closed) {
            bytes.release();
            return;
        }
        if (overlong.isPresent()) {
            overlong.get().add(bytes);
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
     * @throws LimitExceededException when a frame exceeds a limit; nothing follows it
     */
    Optional<Frame> next() {
        boolean wellFormed = false;
        try {
            overlong.ifPresent(this::refuseOnceKnown);
            Optional<Frame> frame = longFrame.isPresent() ? nextLong(longFrame.get()) : nextShort();
            wellFormed = true;
            framesCut += frame.isPresent() ? 1 : 0;
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
        boolean isLong = length > flow.maxFrameBytes() - LENGTH_BYTES;
        if (!isLong && pending.readableBytes() - LENGTH_BYTES >= length) {
            return Optional.of(FrameCodec.read(pending.skipBytes(LENGTH_BYTES), length, flow.headerLimits()));
        }
        if (headerFits() && (!isLong || announcesRegistration(length))) {
            awaited = length > LONG_BYTES ? length : 0;
        }
        return Optional.empty();
    }

    /** Returns whether the header of a frame that is not here yet may be kept until it is. */
    private boolean headerFits() {
        if (pending.readableBytes() < LENGTH_BYTES + Integer.BYTES) {
            return true; // as far as is known
        }
        int word = pending.getInt(pending.readerIndex() + LENGTH_BYTES);
        HeaderEncoding encoding = FrameCodec.encodingOf(word);
        int headerLength = FrameCodec.headerLengthOf(word);
        if (headerLength <= flow.headerLimits().maxLength()) {
            return true;
        }
        var skimmer = new HeaderSkimmer(encoding, headerLength);
        skimmer.add(pending.skipBytes(LENGTH_BYTES + Integer.BYTES));
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
        overlong = Optional.of(skimmer);
        refuseOnceKnown(skimmer);
        return false;
    }

    private void refuseOnceKnown(HeaderSkimmer header) {
        if (header.isDone()) {
            throw flow.headerLimits().tooLong(header.length()).in(header.request());
        }
    }

    private Optional<Frame> nextLong(LongFrame frame) {
        if (!frame.isWhole()) {
            return Optional.empty();
        }
        Frame read = frame.toFrame(flow.headerLimits());
        pending = frame.rest();
        frame.release();
        longFrame = Optional.empty();
        return Optional.of(read);
    }

    /** Returns whether the header is there and allows such a length; a header that does not, does not pass. */
    private boolean announcesRegistration(int length) {
        var header = FrameCodec.peek(begun(), flow.headerLimits());
        if (header.isEmpty()) {
            return false;
        }
        if (header.get().code() != RequestCode.REGISTER_BROKER.code()
                || header.get().isResponse()) {
            throw tooLong(length, "frameMaxLength", flow.maxFrameBytes());
        }
        owner.refusalOfLong(header.get()).ifPresent(remark -> {
            throw LimitExceededException.notPermitted(remark).in(HeaderSkimmer.skim(begun()));
        });
        return true;
    }

    /** Returns what has arrived of the next frame, without its length. */
    private ByteBuf begun() {
        return pending.slice(pending.readerIndex() + LENGTH_BYTES, pending.readableBytes() - LENGTH_BYTES);
    }

    private LimitExceededException tooLong(int length, String key, int limit) {
        return new LimitExceededException("frame of " + (length + (long) LENGTH_BYTES) + " bytes", key, limit)
                .in(HeaderSkimmer.skim(begun()));
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

    /** Returns how many frames there have been: it tells one unfinished frame from the next. */
    int framesCut() {
        return framesCut;
    }

    /** Returns whether something is here that is no frame yet, or was not asked for. */
    boolean isBegun() {
        return unreadBytes() > 0 || overlong.isPresent();
    }

    /** Returns how many bytes are here that no frame was made of. */
    int unreadBytes() {
        return longFrame.isPresent() ? longFrame.get().bytes() : pending.readableBytes();
    }

    /** Returns whether what is here belongs to a frame that is kept in parts. */
    boolean isLong() {
        return awaited > 0 || longFrame.isPresent();
    }

    /** Returns the length that the unfinished frame is to have, as far as it is known. */
    int announcedLength() {
        if (longFrame.isPresent()) {
            return longFrame.get().length();
        }
        return pending.readableBytes() < LENGTH_BYTES ? 0 : pending.getInt(pending.readerIndex());
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
        overlong = Optional.empty();
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
        longFrame.ifPresent(LongFrame::release);
        longFrame = Optional.empty();
    }

    private int checkedLength(int length) {
        if (length < MIN_LENGTH) {
            throw new MalformedFrameException("frame length " + length + " is below " + MIN_LENGTH);
        }
        if (length > flow.maxRegistrationBytes() - LENGTH_BYTES) {
            boolean longer = flow.maxRegistrationBytes() > flow.maxFrameBytes();
            throw tooLong(length, longer ? "registrationMaxLength" : "frameMaxLength", flow.maxRegistrationBytes());
        }
        return length;
    }
}
