package io.lodestar.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import java.util.Optional;

/**
 * How much one connection reads when its turn comes. Confined to the event loop.
 *
 * <p>What is short is read once a turn, and not much of it: each request in it is worked on at once, and the other connections of the loop wait
 * for that. A frame that is long costs little until it is whole, and in large reads a sixth less than in those of 64 KiB.
 */
final class ReadSizes implements RecvByteBufAllocator, RecvByteBufAllocator.ExtendedHandle {
    static final int LONG_READ_BYTES = 512 * 1024;
    private static final int MIN_BYTES = 512;
    private static final int FIRST_BYTES = 2 * 1024;
    private static final int MAX_BYTES = 16 * 1024;
    private static final int LONG_READS = 4;
    private static final int STEP = 4;

    private Optional<ChannelConfig> config = Optional.empty();
    private boolean isLong;
    private int reads;
    private int nextBytes = FIRST_BYTES;
    private int attemptedBytes;
    private int lastBytes;

    /** Says whether the frame that is being read is a long one. */
    void expectLong(boolean expected) {
        isLong = expected;
    }

    @Override
    public ExtendedHandle newHandle() {
        return this;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
        return allocator.ioBuffer(guess());
    }

    @Override
    public int guess() {
        return isLong ? nextBytes : Math.min(nextBytes, MAX_BYTES);
    }

    @Override
    public void reset(ChannelConfig current) {
        if (config.isEmpty()) {
            config = Optional.of(current);
        }
        reads = 0;
    }

    @Override
    public void incMessagesRead(int count) {
        reads += count;
    }

    @Override
    public void lastBytesRead(int bytes) {
        lastBytes = bytes;
        if (bytes >= nextBytes) {
            nextBytes = Math.min(nextBytes * STEP, LONG_READ_BYTES);
        } else if (bytes < nextBytes / STEP) {
            nextBytes = Math.max(nextBytes / 2, MIN_BYTES);
        }
    }

    @Override
    public int lastBytesRead() {
        return lastBytes;
    }

    @Override
    public void attemptedBytesRead(int bytes) {
        attemptedBytes = bytes;
    }

    @Override
    public int attemptedBytesRead() {
        return attemptedBytes;
    }

    @Override
    public boolean continueReading() {
        return isLong
                && reads < LONG_READS
                && lastBytes > 0
                && lastBytes == attemptedBytes
                && config.filter(ChannelConfig::isAutoRead).isPresent();
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier mayHaveMore) {
        return continueReading() && mayHaveMore.get();
    }

    @Override
    public void readComplete() {
        // what comes next is decided by what was read
    }
}
