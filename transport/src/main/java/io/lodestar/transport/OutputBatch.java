package io.lodestar.transport;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/**
 * What a connection has sent and its channel has not been given yet: what is short goes one behind the other into one buffer, what is long
 * goes out as it is, between two pieces of that buffer.
 *
 * <p>Nothing waits here once the channel would count as full with it: so the channel knows of all that a peer has not read. A piece starts as
 * large as the last one became, so that a peer which asks for little, and reads nothing, holds little. Confined to the event loop.
 */
final class OutputBatch {
    /** From here on it costs less to hand bytes over than to copy them. */
    static final int LONG_BYTES = 4 * 1024;

    private static final int MIN_PIECE_BYTES = 512;
    private static final int MAX_PIECE_BYTES = 32 * 1024;
    private static final int HEAD_BYTES = 256;

    private final Channel channel;
    private ByteBuf piece = Unpooled.EMPTY_BUFFER;
    private int expectedBytes = MIN_PIECE_BYTES;
    private int givenBytes;

    OutputBatch(Channel channel) {
        this.channel = channel;
    }

    /**
     * Returns a frame's head in a buffer of its own, for a thread that may not come in here.
     *
     * @throws IllegalArgumentException when the encoding cannot carry the header; the frame is released then
     */
    static ByteBuf headOf(Frame frame) {
        ByteBuf head = Unpooled.buffer(HEAD_BYTES);
        writeHead(frame, head);
        return head;
    }

    /**
     * Adds a frame, and takes it over.
     *
     * @throws IllegalArgumentException when the encoding cannot carry the header; nothing is sent then
     */
    void add(Frame frame) {
        writeHead(frame, room(HEAD_BYTES));
        add(frame.body());
    }

    /** Adds the answer to a request that says success and has a body and nothing else, and takes over the body. */
    void addSuccess(Frame request, ByteBuf body) {
        FrameCodec.writeSuccessHead(
                room(HEAD_BYTES), request.encoding(), request.header().opaque(), body.readableBytes());
        add(body);
    }

    private static void writeHead(Frame frame, ByteBuf out) {
        boolean written = false;
        try {
            FrameCodec.writeHead(frame, out);
            written = true;
        } finally {
            if (!written) {
                frame.release();
            }
        }
    }

    /** Adds bytes, and takes them over; their indexes stay where they are. */
    void add(ByteBuf bytes) {
        int length = bytes.readableBytes();
        if (length < LONG_BYTES) {
            room(length).writeBytes(bytes, bytes.readerIndex(), length);
            bytes.release();
        } else {
            giveToChannel();
            write(bytes.duplicate());
        }
        if (piece.readableBytes() >= channel.bytesBeforeUnwritable()) {
            giveToChannel();
        }
    }

    /** Writes what is here to the channel, which is still to be flushed. */
    void giveToChannel() {
        ByteBuf full = piece;
        piece = Unpooled.EMPTY_BUFFER; // writing may bring the channel to come back here
        if (full.isReadable()) {
            expectedBytes = Math.min(Math.max(full.readableBytes(), MIN_PIECE_BYTES), MAX_PIECE_BYTES);
            write(full);
        } else {
            full.release();
        }
    }

    /** Returns how many bytes the channel was given since this was asked last. */
    int takeGivenBytes() {
        int taken = givenBytes;
        givenBytes = 0;
        return taken;
    }

    private void write(ByteBuf bytes) {
        givenBytes += bytes.readableBytes();
        ChannelFuture unused = channel.write(bytes);
    }

    private ByteBuf room(int length) {
        if (piece.readableBytes() + length > MAX_PIECE_BYTES) {
            giveToChannel();
        }
        if (piece.capacity() == 0) {
            piece = channel.alloc().directBuffer(Math.max(length, expectedBytes));
        }
        return piece;
    }
}
