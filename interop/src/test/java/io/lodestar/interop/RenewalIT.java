package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Certificates are renewed under load, and nobody's request is lost. */
@ExtendWith(OnStage.class)
final class RenewalIT {
    private static final int REQUESTS_BETWEEN_CHANGES = 500;

    private final AtomicBoolean going = new AtomicBoolean(true);
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Scene scene;

    RenewalIT(Scene scene) {
        this.scene = scene;
    }

    @AfterEach
    void stop() {
        going.set(false);
        threads.shutdownNow();
    }

    @Test
    void noRequestIsLostWhileCertificateKeyAndAuthoritiesChange() throws Exception {
        var papers = new Papers(scene.folder(), "authority");
        var others = new Papers(scene.folder(), "others");
        var settings = new HashMap<>(papers.settings("server", "first"));
        settings.put("tls.server.authClient", "true");
        settings.put("tls.server.need.client.auth", "optional");
        var server = scene.nameServer(NameServerProgram.underTest(), settings);
        var second = papers.signed("second");
        var load = List.of(onOneConnection(server), onOneConnection(server), onNewConnections(server));

        papers.replace("first.crt", second.getCertificatePathPEM());
        papers.replace("first.key", second.getPrivateKeyPEM());
        awaitServed(server, "second");
        papers.replace("first.crt", papers.renewed(second, "alone").getCertificatePathPEM());
        awaitServed(server, "alone");
        papers.replace("authority.pem", others.authorityText());
        awaitLetIn(server, others.keys("stranger"));
        papers.replace("first.key", papers.signed("misfit").getPrivateKeyPEM());
        awaitMore();
        assertThat(server(server)).isEqualTo("CN=alone");
        Waiting.until("the misfit to be reported")
                .until(() -> server.process().tail().contains("is not that of the certificate"));

        going.set(false);
        for (var each : load) {
            each.get();
        }
        assertThat(answered.get()).as("requests answered").isGreaterThan(4 * REQUESTS_BETWEEN_CHANGES);
        assertThat(handshakes.get()).as("connections made meanwhile").isGreaterThan(20);
    }

    private Future<?> onOneConnection(NameServerProcess server) {
        return threads.submit((Callable<Void>) () -> {
            try (var probe = new EncryptedProbe(server.port())) {
                while (going.get()) {
                    probe.ask();
                    answered.incrementAndGet();
                }
            }
            return null;
        });
    }

    private Future<?> onNewConnections(NameServerProcess server) {
        return threads.submit((Callable<Void>) () -> {
            while (going.get()) {
                try (var probe = new EncryptedProbe(server.port())) {
                    probe.ask();
                    answered.incrementAndGet();
                    handshakes.incrementAndGet();
                }
            }
            return null;
        });
    }

    private void awaitServed(NameServerProcess server, String name) {
        Waiting.until("new connections to see " + name)
                .until(() -> server(server).equals("CN=" + name));
        awaitMore();
    }

    private void awaitLetIn(NameServerProcess server, KeyManager... shown) {
        Waiting.until("the other authority's client to be let in").until(() -> isLetIn(server, shown));
        awaitMore();
    }

    private void awaitMore() {
        int before = answered.get();
        Waiting.until("more requests to be answered").until(() -> answered.get() > before + REQUESTS_BETWEEN_CHANGES);
    }

    private static boolean isLetIn(NameServerProcess server, KeyManager... shown) {
        try (var probe = new EncryptedProbe(server.port(), shown)) {
            probe.ask();
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static String server(NameServerProcess server) {
        try (var probe = new EncryptedProbe(server.port())) {
            return probe.server();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
