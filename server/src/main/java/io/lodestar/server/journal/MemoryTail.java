package io.lodestar.server.journal;

import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The newest entries in memory, for a journal without files. */
final class MemoryTail implements Shelf {
    private static final long MAX_BYTES = 1 << 20;

    private final Deque<byte[]> payloads = new ConcurrentLinkedDeque<>();

    /** Confined to the appending thread. */
    private long bytes;

    @Override
    public long lastNumber() {
        return 0;
    }

    @Override
    public void append(long number, byte[] payload) {
        payloads.addLast(payload);
        bytes += payload.length;
        while (bytes > MAX_BYTES && payloads.size() > 1) {
            bytes -= payloads.removeFirst().length;
        }
    }

    @Override
    public void force() {
        // there is no disk below
    }

    @Override
    public List<Volume> volumes() {
        return List.of(new Snapshot(payloads.stream().map(ByteBuffer::wrap).toList()));
    }

    @Override
    public void close() {
        // what is kept can still be read
    }

    /** The entries at one moment. */
    private record Snapshot(List<ByteBuffer> payloads) implements Volume {
        @Override
        public long firstNumber() {
            return payloads.isEmpty() ? 0 : EntryCodec.number(payloads.get(0));
        }
    }
}
