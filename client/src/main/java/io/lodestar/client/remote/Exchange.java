package io.lodestar.client.remote;

import io.lodestar.client.NameServerException;
import io.lodestar.transport.ClientConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** One request under way: until there is a connection, until the answer is there, or until its time is over. Thread-safe. */
final class Exchange<T> {
    private final Link link;
    private final Request request;
    private final Scheduler scheduler;
    private final Duration timeout;
    private final long startNanos;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private volatile Optional<Sent> sent = Optional.empty();

    Exchange(Link link, Request request, Scheduler scheduler, Duration timeout) {
        this.link = link;
        this.request = request;
        this.scheduler = scheduler;
        this.timeout = timeout;
        this.startNanos = scheduler.nanos();
    }

    /**
     * Begins.
     *
     * @param send sends the request over the connection, and sees to it that the result is completed
     */
    CompletableFuture<T> begin(BiConsumer<ClientConnection, Exchange<T>> send) {
        var alarm = scheduler.after(timeout, this::giveUp);
        var unused = result.whenComplete((value, failure) -> {
            alarm.run();
        });
        var unusedToo = link.connection().whenComplete((connection, failure) -> {
            if (failure != null) {
                fail(failure);
            } else if (!result.isDone()) {
                sent = Optional.of(new Sent(connection, scheduler.nanos()));
                send.accept(connection, this);
            }
        });
        return result;
    }

    Link link() {
        return link;
    }

    Request request() {
        return request;
    }

    CompletableFuture<T> result() {
        return result;
    }

    /** Returns the time that is left, never less than a millisecond. */
    Duration left() {
        var left = timeout.minusNanos(scheduler.nanos() - startNanos);
        return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
    }

    /** Ends without a result. */
    void fail(Throwable failure) {
        var cause = Waiting.cause(failure);
        if (cause instanceof TimeoutException) {
            giveUp();
        } else {
            var unreachable = new NameServerException.Unreachable(
                    link.server(), request.name(), String.valueOf(cause.getMessage()));
            unreachable.initCause(cause);
            result.completeExceptionally(unreachable);
        }
    }

    private void giveUp() {
        if (!result.isDone()) {
            if (!request.isOptional()) {
                sent.ifPresent(this::closeIfDead); // first, for whoever hears of this may ask again at once
            }
            result.completeExceptionally(
                    new NameServerException.TimedOut(link.server(), request.name(), timeout.toMillis() + " ms"));
        }
    }

    private void closeIfDead(Sent sending) {
        if (link.isSilentSince(sending.nanos())) {
            link.abandon(sending.connection());
        }
    }

    /** What it was sent over, and when. */
    private record Sent(ClientConnection connection, long nanos) {}
}
