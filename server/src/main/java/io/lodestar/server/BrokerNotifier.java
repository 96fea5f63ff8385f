package io.lodestar.server;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.header.NotifyMinBrokerIdChange;
import io.lodestar.registry.MinBrokerIdChange;
import io.lodestar.registry.Ticker;
import io.lodestar.server.NoticeQueue.Notice;
import io.lodestar.transport.ClientConnection;
import io.lodestar.transport.Dialer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells brokers that the smallest id of their group changed (protocol 3.14): one try for each broker, since brokers also find out by
 * themselves within a second.
 *
 * <p>Whoever reports a change waits for nothing: all that follows happens on a thread that never blocks, and look-ups of host names, which do,
 * have threads of their own. While a notice to a broker is under way, only the newest later one of each group waits for it, so a broker is told the
 * latest and never an older state after a newer one. Thread-safe.
 */
final class BrokerNotifier implements Consumer<MinBrokerIdChange>, AutoCloseable {
    /** How many host names may be looked up at a time, each for as long as the system takes. */
    static final int LOOK_UP_THREADS = 4;
    /** How many may wait for such a thread. */
    static final int MAX_LOOK_UPS_WAITING = 256;

    /** How long one notice may take: the look-up of its receiver's host name, the connection, and the sending. */
    static final Duration LIMIT = Duration.ofSeconds(3);

    private static final Duration CLOSE_LIMIT = Duration.ofMillis(100);
    private static final Logger LOG = LoggerFactory.getLogger(BrokerNotifier.class);
    private static final int MAX_TARGETS_UNDER_WAY = 64;
    private static final int MAX_WAITING = 10_000;

    private final Dialer dialer;
    private final ExecutorService thread;
    private final ExecutorService lookUps;
    private final NoticeQueue queue = new NoticeQueue(MAX_TARGETS_UNDER_WAY, MAX_WAITING);
    private final LogLimit logLimit = new LogLimit(Ticker.system());

    /**
     * Creates a notifier, which ends these threads when it is closed.
     *
     * @param thread one thread for all but look-ups
     * @param lookUps looks up host names; may refuse
     */
    BrokerNotifier(Dialer dialer, ExecutorService thread, ExecutorService lookUps) {
        this.dialer = dialer;
        this.thread = thread;
        this.lookUps = lookUps;
    }

    @Override
    public void accept(MinBrokerIdChange change) {
        try {
            thread.execute(() -> announce(change));
        } catch (RejectedExecutionException closed) {
            LOG.debug("The brokers of {} are not told of a change, since the server is closing", change.brokerName());
        }
    }

    private void announce(MinBrokerIdChange change) {
        var fields = fields(change);
        for (var receiver : change.receivers()) {
            if (!queue.add(new Notice(receiver, change.brokerName(), fields))) {
                warn(receiver, MAX_WAITING + " notices wait already");
            }
        }
        startNext();
    }

    private static ExtFields fields(MinBrokerIdChange change) {
        var smallest = change.smallest();
        var haAddress = change.offlineAddress().isPresent()
                ? Optional.<String>empty()
                : Optional.of(smallest.haAddress()).filter(address -> !address.isEmpty());
        return new NotifyMinBrokerIdChange(
                        Optional.of(smallest.brokerId()),
                        Optional.of(smallest.address()),
                        change.offlineAddress(),
                        haAddress)
                .toFields();
    }

    private void startNext() {
        for (var next = queue.next(); next.isPresent(); next = queue.next()) {
            start(next.get(), connect(next.get().target()));
        }
    }

    private void start(Notice notice, CompletableFuture<ClientConnection> opening) {
        var unused = deliver(notice, opening)
                .whenComplete((connection, failure) -> thread.execute(() -> {
                    if (failure == null) {
                        goOn(notice.target(), connection);
                    } else {
                        giveUp(notice.target(), opening, failure);
                    }
                }));
    }

    /** Returns the connection when the system took the notice. Once the limit has passed nothing is sent. */
    private CompletableFuture<ClientConnection> deliver(Notice notice, CompletableFuture<ClientConnection> opening) {
        var delivery = new CompletableFuture<ClientConnection>();
        var unused = opening.whenCompleteAsync(
                (connection, failure) -> {
                    if (failure != null) {
                        delivery.completeExceptionally(failure);
                    } else if (!delivery.isDone()) {
                        send(notice, connection, delivery);
                    }
                },
                thread);
        return delivery.orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void send(Notice notice, ClientConnection connection, CompletableFuture<ClientConnection> delivery) {
        var header = Header.oneWay(RequestCode.NOTIFY_MIN_BROKER_ID_CHANGE, 0, notice.fields());
        var unused = connection.oneWay(Frame.of(HeaderEncoding.JSON, header)).whenComplete((sent, failure) -> {
            if (failure == null) {
                delivery.complete(connection);
            } else {
                delivery.completeExceptionally(failure);
            }
        });
    }

    /** What came meanwhile goes over the same connection, which keeps it in order also where the receiver reads two at once. */
    private void goOn(String target, ClientConnection connection) {
        var more = queue.nextOf(target);
        if (more.isPresent() && connection.isOpen()) {
            start(more.get(), CompletableFuture.completedFuture(connection));
        } else if (more.isPresent()) {
            start(more.get(), connect(target));
        } else {
            connection.close();
            done(target);
        }
    }

    private void giveUp(String target, CompletableFuture<ClientConnection> opening, Throwable failure) {
        var unused = opening.thenAccept(ClientConnection::close); // also if it opens after all
        warn(
                target,
                failure instanceof TimeoutException
                        ? "it took longer than " + LIMIT.toMillis() + " ms"
                        : String.valueOf(failure.getMessage()));
        done(target);
    }

    private void done(String target) {
        queue.done(target);
        startNext();
    }

    private CompletableFuture<ClientConnection> connect(String receiver) {
        try {
            return dialer.connect(receiver, LIMIT, lookUps);
        } catch (IllegalArgumentException noAddress) {
            return CompletableFuture.failedFuture(noAddress); // brokers say their address themselves, whatever it is
        }
    }

    private void warn(String receiver, String reason) {
        if (logLimit.allows(receiver)) {
            LOG.warn("{} was not told of its group's smallest broker id: {}", receiver, reason);
        }
    }

    /** Sends nothing more; returns within a tenth of a second. Connections that are open are the dialer's to close. */
    @Override
    public void close() {
        thread.shutdownNow();
        lookUps.shutdownNow();
        try {
            // So that it opens no connection while the event loops go. It never blocks: if it does all the same, that
            // costs a line in the log.
            if (!thread.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("A notice is still being started after {} ms", CLOSE_LIMIT.toMillis());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
