package io.lodestar.server;

import io.lodestar.server.config.HttpKeys;
import io.lodestar.server.config.HttpPort;
import io.lodestar.server.config.Settings;
import io.lodestar.server.web.Sources;
import io.lodestar.server.web.Web;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP beside a name server that answers already. It starts on a thread of its own, so that nobody's first route query waits for it; a server that
 * shall not speak HTTP loads nothing of it.
 */
final class WebStart {
    private static final Logger LOG = LoggerFactory.getLogger(WebStart.class);

    private final CompletableFuture<Optional<Web>> web;

    private WebStart(CompletableFuture<Optional<Web>> web) {
        this.web = web;
    }

    /** Returns what starts nothing. */
    static WebStart off(Settings settings) {
        if (settings.get(HttpKeys.HTTP_PORT).equals(HttpPort.AUTO)) {
            LOG.warn("There is no HTTP: listenPort + 10000 is no port; set httpPort");
        }
        return new WebStart(CompletableFuture.completedFuture(Optional.empty()));
    }

    /**
     * Starts it on this port.
     *
     * @param chosen whether somebody chose the port, and so wants it or nothing
     * @throws StartException when such a port is not to be had
     */
    static WebStart begin(int port, boolean chosen, Supplier<Sources> sources) throws StartException {
        var start = new WebStart(new CompletableFuture<>());
        NameServer.named("lodestar-http-start")
                .newThread(() -> start.run(port, sources))
                .start();
        if (chosen) {
            start.requireStarted(port);
        }
        return start;
    }

    @SuppressWarnings("IllegalCatch")
    private void run(int port, Supplier<Sources> sources) {
        try {
            web.complete(Optional.of(Web.start(port, sources.get(), NameServer::named)));
        } catch (BindException refused) {
            web.completeExceptionally(refused);
            LOG.warn(
                    "There is no HTTP, neither health nor console: {}; stop the other process or set httpPort",
                    refused.getMessage());
        } catch (RuntimeException | Error fault) {
            // Whoever waits for the start would wait for ever.
            web.completeExceptionally(fault);
            LOG.error("There is no HTTP because of a mistake of this server", fault);
        }
    }

    private void requireStarted(int port) throws StartException {
        try {
            web.join();
        } catch (CompletionException failure) {
            throw new StartException(
                    "cannot speak HTTP on port " + port + " (" + reason(failure)
                            + "): stop the other process, or set httpPort, which is -1 for none, or httpBindAddress",
                    failure);
        }
    }

    private static String reason(CompletionException failure) {
        return failure.getCause() == null
                ? String.valueOf(failure.getMessage())
                : String.valueOf(failure.getCause().getMessage());
    }

    /** Returns where HTTP is spoken; waits until that is known. */
    Optional<InetSocketAddress> address() {
        var started = started();
        return started.isEmpty()
                ? Optional.empty()
                : started.map(Web::address); // not even to say that it is off is the class loaded
    }

    /** Closes it, as soon as it has started. */
    void close() {
        var started = started();
        if (started.isPresent()) {
            started.get().close();
        }
    }

    private Optional<Web> started() {
        return web.exceptionally(failure -> Optional.empty()).join();
    }
}
