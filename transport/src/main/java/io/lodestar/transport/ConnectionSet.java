package io.lodestar.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels that one listener or dialer has to close in the end. May be used from any thread. */
final class ConnectionSet {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionSet.class);

    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Keeps a channel until it is gone; one that comes after the end is closed. */
    void add(Channel channel) {
        channels.add(channel);
        ChannelFuture unused = channel.closeFuture().addListener(gone -> channels.remove(channel));
        if (closed) {
            ChannelFuture unusedToo = channel.close();
        }
    }

    boolean isClosed() {
        return closed;
    }

    int size() {
        return channels.size();
    }

    /**
     * Closes all channels once what other threads have sent was offered to their sockets, and waits for it no longer than
     * this. Not for a thread of an event loop.
     */
    void close(Duration limit) {
        closed = true;
        var gone = CompletableFuture.allOf(
                channels.stream().map(ConnectionSet::close).toArray(CompletableFuture<?>[]::new));
        try {
            gone.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            LOG.warn("{} connections were not closed within {} ms", channels.size(), limit.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    private static CompletableFuture<Void> close(Channel channel) {
        var gone = new CompletableFuture<Void>();
        ChannelFuture unused = channel.close().addListener(closing -> gone.complete(null));
        return gone;
    }
}
