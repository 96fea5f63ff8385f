package io.lodestar.server;

import io.lodestar.server.config.Settings;
import io.lodestar.transport.tls.TlsClient;
import io.lodestar.transport.tls.TlsServer;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How connections are encrypted, as the settings say, and the threads that takes: none until a TLS client comes or a file is configured. */
final class Encryption {
    private static final Logger LOG = LoggerFactory.getLogger(Encryption.class);
    /** Handshakes that wait for a thread; a client that finds no room is turned away. */
    private static final int MAX_WAITING = 4_096;

    private static final int IDLE_SECONDS = 10;
    /** As often as the original does. */
    private static final int BETWEEN_LOOKS_MILLIS = 500;

    private final TlsServer server;
    private final TlsClient client;

    private Encryption(TlsServer server, TlsClient client) {
        this.server = server;
        this.client = client;
    }

    /**
     * Starts what the settings ask for.
     *
     * @throws StartException when a file cannot be used, or settings do not go together
     */
    static Encryption start(Settings settings, Closing closing) throws StartException {
        // half of the processors at most: clients that are encrypted already, and plain ones, are served by the others
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        var handshakes = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                NameServer.named("lodestar-tls"));
        handshakes.allowCoreThreadTimeOut(true);
        closing.add(handshakes::shutdownNow);
        var plan = new EncryptionPlan(settings, handshakes, Clock.systemUTC());
        var started = new Encryption(plan.server(), plan.client());
        started.watchFiles(closing);
        return started;
    }

    /** Returns what encrypts connections that come in. */
    TlsServer server() {
        return server;
    }

    /** Returns what encrypts connections to brokers. */
    TlsClient client() {
        return client;
    }

    private void watchFiles(Closing closing) {
        if (server.hasFiles() || client.hasFiles()) {
            var watcher = Executors.newSingleThreadScheduledExecutor(NameServer.named("lodestar-certificates"));
            closing.add(watcher::shutdownNow);
            var unused = watcher.scheduleWithFixedDelay(
                    this::refresh, BETWEEN_LOOKS_MILLIS, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void refresh() {
        try {
            server.refresh();
            client.refresh();
        } catch (RuntimeException fault) {
            // A timer never runs a task again that threw once, and then no renewed certificate would ever be taken.
            LOG.error("The search for renewed certificates failed; it is tried again", fault);
        }
    }
}
