package io.lodestar.transport;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What waits for peers to read it, in all. Above the limit a connection is given up: the one for which the most has waited the longest, so that
 * it is not one that has just been answered and will read. May be used from any thread.
 */
final class Unread {
    private final long limitBytes;
    private final LongSupplier nanoTime;
    /** Those for which something waits. Guarded by this, and so is their sum. */
    private final Map<ChannelConnection, Share> shares = new HashMap<>();

    private long sumBytes;

    Unread(long limitBytes, LongSupplier nanoTime) {
        this.limitBytes = limitBytes;
        this.nanoTime = nanoTime;
    }

    /** Says how much waits for a peer now; 0 once it is gone. Comes from the connection's event loop. */
    void note(ChannelConnection connection, long bytes) {
        worstOnceNoted(connection, bytes).ifPresent(worst -> {
            boolean unused = EventLoops.run(worst.channel().eventLoop(), () -> giveUp(worst));
        });
    }

    private synchronized Optional<ChannelConnection> worstOnceNoted(ChannelConnection connection, long bytes) {
        Share before = shares.get(connection);
        sumBytes += bytes - (before == null ? 0 : before.bytes);
        if (bytes == 0) {
            shares.remove(connection);
        } else {
            shares.put(connection, new Share(bytes, before == null ? nanoTime.getAsLong() : before.sinceNanos));
        }
        return sumBytes > limitBytes ? worst() : Optional.empty();
    }

    private Optional<ChannelConnection> worst() {
        long now = nanoTime.getAsLong();
        return shares.entrySet().stream()
                .max(Map.Entry.comparingByValue((one, other) -> Double.compare(one.weight(now), other.weight(now))))
                .map(Map.Entry::getKey);
    }

    /** Unless it has read meanwhile, which is only known where it is served. */
    private void giveUp(ChannelConnection worst) {
        long bytes = Attendance.unsentBytes(worst.channel());
        long noted;
        synchronized (this) {
            noted = shares.getOrDefault(worst, Share.NONE).bytes;
        }
        if (bytes < noted) {
            note(worst, bytes);
        } else if (noted > 0) {
            worst.giveUp(
                    ConnectionRefusal.TOO_MUCH_UNREAD,
                    bytes + " bytes wait for it, and over " + limitBytes + " for all peers");
        }
    }

    /** What waits for one peer, and since when something does. */
    private record Share(long bytes, long sinceNanos) {
        private static final Share NONE = new Share(0, 0);

        double weight(long nowNanos) {
            return (double) bytes * Math.max(1, nowNanos - sinceNanos);
        }
    }
}
