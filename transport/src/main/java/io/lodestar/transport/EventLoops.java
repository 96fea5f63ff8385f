package io.lodestar.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that move bytes. Listeners and dialers may share them; whoever started them closes them, last.
 *
 * <p>The threads are daemons: they do not keep a process alive.
 */
public final class EventLoops implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);

    private final EventLoopGroup group;
    private final boolean epoll;

    private EventLoops(EventLoopGroup group, boolean epoll) {
        this.group = group;
        this.epoll = epoll;
    }

    /** Starts this many threads, on the system's native interface where there is one. */
    public static EventLoops start(int threads) {
        return start(threads, true);
    }

    /** Starts this many threads, on the system's native interface only if that is allowed. */
    public static EventLoops start(int threads, boolean nativeAllowed) {
        boolean epoll = nativeAllowed && Epoll.isAvailable();
        IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        var names = new DefaultThreadFactory("lodestar-io", true);
        return new EventLoops(new MultiThreadIoEventLoopGroup(threads, names, handlers), epoll);
    }

    /** Returns whether the loops run on Linux's epoll rather than on the JDK's selectors. */
    boolean isEpoll() {
        return epoll;
    }

    /**
     * Runs a task later, on one of the loops, which it must not block. Returns what takes it back.
     *
     * @throws RejectedExecutionException when the loops are closed
     */
    public Runnable schedule(Runnable task, Duration delay) {
        var timer = group.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    /** Returns whether the calling thread is one of these. */
    public boolean isCurrentThread() {
        for (EventExecutor loop : group) {
            if (loop.inEventLoop()) {
                return true;
            }
        }
        return false;
    }

    /** Stops the threads, and closes connections that are still open; returns within half a second. Not for a loop's own thread. */
    @Override
    public void close() {
        group.shutdownGracefully(0, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_LIMIT.toMillis());
    }

    /** Runs a task as {@link #run} does, for somebody who does nothing any more once the loop has stopped. */
    static void runOrNever(EventLoop loop, Runnable task, Object who) {
        if (!run(loop, task)) {
            LOG.debug("{} is gone, and does nothing any more", who);
        }
    }

    /** Returns whether the task has run or will: an event loop that was stopped takes none, and has closed its channels. */
    static boolean run(EventLoop loop, Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return true;
        }
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }

    /** Runs a task on its own loop behind what its connections have to do: a plain task would come before that, and a timer, even one that is due, comes after. */
    static void runLast(EventLoop loop, Runnable task) {
        ScheduledFuture<?> unused = loop.schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    EventLoopGroup group() {
        return group;
    }

    ChannelFactory<ServerChannel> serverChannels() {
        return epoll ? EpollServerSocketChannel::new : NioServerSocketChannel::new;
    }

    ChannelFactory<Channel> channels() {
        return epoll ? EpollSocketChannel::new : NioSocketChannel::new;
    }
}
