package io.lodestar.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** The bytes that a connection has yet to send: short requests copied together, long ones shared. Confined to the generator's thread. */
public final class Outbox {
    private static final int STAGING_BYTES = 1 << 15;

    private final Deque<ByteBuffer> ready = new ArrayDeque<>();
    private ByteBuffer staging = ByteBuffer.allocateDirect(STAGING_BYTES);
    private int handedOver;

    /** Copies the bytes; returns the buffer and, as its position, where they end, so that numbers can be patched in. */
    public ByteBuffer append(byte[] bytes) {
        if (staging.remaining() < bytes.length) {
            handOver();
            staging = ByteBuffer.allocateDirect(Math.max(2 * staging.capacity(), bytes.length));
            handedOver = 0;
        }
        return staging.put(bytes);
    }

    /** Adds bytes that nobody changes any more, without a copy. */
    public void share(ByteBuffer bytes) {
        handOver();
        ready.add(bytes.duplicate());
    }

    /** Sends what the socket takes; returns whether that was all. */
    boolean writeTo(SocketChannel channel) throws IOException {
        handOver();
        while (!ready.isEmpty()) {
            var first = ready.element();
            channel.write(first);
            if (first.hasRemaining()) {
                return false;
            }
            ready.remove();
        }
        staging.clear();
        handedOver = 0;
        return true;
    }

    private void handOver() {
        int end = staging.position();
        if (end > handedOver) {
            ready.add(staging.duplicate().limit(end).position(handedOver));
            handedOver = end;
        }
    }
}
