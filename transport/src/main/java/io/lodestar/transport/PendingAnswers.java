package io.lodestar.transport;

import io.lodestar.protocol.Frame;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The requests of one connection that wait for an answer, each for its own time. May be used from any thread.
 *
 * <p>However a future ends, even if its owner cancels it, its place and its timer are given up.
 */
final class PendingAnswers {
    private final Map<Integer, Pending> byOpaque = new ConcurrentHashMap<>();
    private final AtomicInteger lastOpaque = new AtomicInteger();
    private final String peer;
    private final EventLoop timers;

    PendingAnswers(String peer, EventLoop timers) {
        this.peer = peer;
        this.timers = timers;
    }

    /** Returns the opaque under which an answer to this request will be taken. */
    int await(int code, CompletableFuture<Frame> answer, Duration timeout) {
        var pending = new Pending(code, answer);
        int opaque = lastOpaque.incrementAndGet();
        while (byOpaque.putIfAbsent(opaque, pending) != null) {
            opaque = lastOpaque.incrementAndGet(); // four thousand million requests later, one still waits
        }
        expireAfter(timeout, opaque, pending);
        return opaque;
    }

    /** Gives an answer to who waits for it; drops it when nobody does any longer. */
    void answer(Frame frame) {
        Pending pending = byOpaque.get(frame.header().opaque());
        if (pending == null || !pending.answer().complete(frame)) {
            frame.release();
        }
    }

    /** Ends the wait for one answer. */
    void fail(int opaque, String reason) {
        Pending pending = byOpaque.get(opaque);
        if (pending != null) {
            pending.answer().completeExceptionally(new IOException(lost(pending) + ": " + reason));
        }
    }

    /** Ends the wait for all answers, since the connection is closed. */
    void failAll(Optional<Throwable> cause) {
        for (Pending pending : List.copyOf(byOpaque.values())) {
            var gone = new IOException(lost(pending) + ": the connection closed");
            cause.ifPresent(gone::initCause);
            pending.answer().completeExceptionally(gone);
        }
    }

    private void expireAfter(Duration timeout, int opaque, Pending pending) {
        int code = pending.code();
        CompletableFuture<Frame> answer = pending.answer();
        try {
            ScheduledFuture<?> timer = timers.schedule(
                    () -> answer.completeExceptionally(new TimeoutException("no answer to request code " + code
                            + " from " + peer + " within " + timeout.toMillis() + " ms")),
                    timeout.toNanos(),
                    TimeUnit.NANOSECONDS);
            var unused = answer.whenComplete((arrived, failure) -> {
                byOpaque.remove(opaque);
                timer.cancel(false);
            });
        } catch (RejectedExecutionException stopped) {
            byOpaque.remove(opaque);
            answer.completeExceptionally(new IOException(lost(pending) + ": the event loops are closed", stopped));
        }
    }

    private String lost(Pending pending) {
        return "no answer to request code " + pending.code() + " from " + peer;
    }

    /** A request without its answer. */
    private record Pending(int code, CompletableFuture<Frame> answer) {}
}
