package io.lodestar.server.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Events on their way to one peer: a queue that any thread may fill, and that the event loop empties in one go. */
final class ChannelEventStream implements EventStream {
    /** What a message in a queue takes besides its bytes. */
    private static final int OVERHEAD_BYTES = 64;

    private final EventLoop loop;
    private final Outlet outlet;
    private final Runnable tooSlow;
    private final Runnable leave;
    private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong pendingBytes = new AtomicLong();
    private final AtomicBoolean flushComes = new AtomicBoolean();
    private volatile boolean open = true;

    /**
     * Creates one.
     *
     * @param tooSlow ends the connection, whose peer is too slow; on the event loop, as the other
     * @param leave ends it after all was sent
     */
    ChannelEventStream(EventLoop loop, Outlet outlet, Runnable tooSlow, Runnable leave) {
        this.loop = loop;
        this.outlet = outlet;
        this.tooSlow = tooSlow;
        this.leave = leave;
    }

    @Override
    public boolean send(byte[] bytes) {
        if (!open) {
            return false;
        }
        if (pendingBytes.addAndGet(weight(bytes)) > HttpSettings.MAX_STREAM_PENDING_BYTES) {
            drop();
            return false;
        }
        waiting.add(bytes);
        if (flushComes.compareAndSet(false, true)) {
            onLoop(this::flush);
        }
        return true;
    }

    @Override
    public long pendingBytes() {
        return pendingBytes.get();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            onLoop(() -> {
                flush();
                leave.run();
            });
        }
    }

    @Override
    public void drop() {
        if (open) {
            over();
            onLoop(tooSlow);
        }
    }

    /** From now on it takes nothing; what waits is forgotten. */
    void over() {
        open = false;
        waiting.clear();
    }

    private static int weight(byte[] bytes) {
        return bytes.length + OVERHEAD_BYTES;
    }

    private void flush() {
        flushComes.set(false);
        var all = new ArrayList<byte[]>();
        long weight = 0;
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            all.add(next);
            weight += weight(next);
        }
        if (!all.isEmpty()) {
            long sent = weight;
            outlet.sendPiece(Unpooled.wrappedBuffer(all.toArray(new byte[0][])), () -> pendingBytes.addAndGet(-sent));
        }
    }

    private void onLoop(Runnable task) {
        Answering.onLoop(loop, task);
    }
}
