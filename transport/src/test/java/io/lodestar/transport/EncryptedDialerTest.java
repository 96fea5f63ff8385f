package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lodestar.transport.tls.ClientCertificates;
import io.lodestar.transport.tls.Dialect;
import io.lodestar.transport.tls.Identity;
import io.lodestar.transport.tls.TlsClient;
import io.lodestar.transport.tls.TlsException;
import io.lodestar.transport.tls.TlsMode;
import io.lodestar.transport.tls.TlsServer;
import io.lodestar.transport.tls.TlsSettings;
import io.lodestar.transport.tls.Trust;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakCheck.class)
class EncryptedDialerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Dialect DIALECT = new Dialect(List.of(), List.of());
    private static final Pki OURS = new Pki("ours");
    private static final Pki THEIRS = new Pki("theirs");

    @TempDir
    Path folder;

    private final RecordingHandler handler = RecordingHandler.echo();
    private EventLoops loops;
    private ExecutorService handshakes;
    private Listener listener;

    @BeforeEach
    void start() throws IOException, TlsException {
        loops = EventLoops.start(2);
        handshakes = Executors.newFixedThreadPool(1);
        listener = listener(identity("server"));
    }

    private Listener listener(Identity identity) throws IOException, TlsException {
        var settings = new TlsSettings(
                TlsMode.ENFORCING,
                Optional.of(identity),
                ClientCertificates.REQUIRE,
                new Trust.Authorities(authority(OURS)),
                DIALECT,
                PATIENCE);
        return Listener.bind(
                loops,
                ListenerSettings.on("127.0.0.1", 0),
                handler,
                Defences.standard().with(TlsServer.open(settings, handshakes, Clock.systemUTC())));
    }

    @AfterEach
    void stop() {
        listener.close();
        loops.close();
        handshakes.shutdownNow();
    }

    @Test
    void bothSidesAreKnownToEachOther() throws Exception {
        try (var dialer = dialer(OURS);
                var connection = open(dialer)) {
            var answer =
                    connection.request(Frames.request(5, "over TLS"), PATIENCE).get();

            assertThat(Frames.text(answer)).endsWith(":over TLS");
            assertThat(handler.opened)
                    .singleElement()
                    .satisfies(known -> assertThat(known.certificate()).contains("CN=client"));
        }
    }

    @Test
    void nothingIsSaidToAStranger() throws Exception {
        try (var dialer = dialer(THEIRS);
                var connection = open(dialer)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> connection
                            .oneWay(Frames.request(6, "to a stranger"))
                            .get())
                    .withCauseInstanceOf(IOException.class);
            assertThat(handler.frames).hasValue(0);
        }
    }

    @Test
    void aCertificateThatNamesAnotherHostIsRefusedWhereNamesAreCompared() throws Exception {
        try (var dialer = new Dialer(loops, DialerSettings.DEFAULTS, tls(OURS).comparingNames());
                var connection = open(dialer)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> connection
                            .oneWay(Frames.request(6, "to somebody with a good certificate of another host"))
                            .get())
                    .withCauseInstanceOf(IOException.class);
            assertThat(handler.frames).hasValue(0);
        }
    }

    @Test
    void aCertificateThatNamesTheHostIsTakenWhereNamesAreCompared() throws Exception {
        listener.close();
        listener = listener(identity("named", OURS.of("127.0.0.1")));
        try (var dialer = new Dialer(loops, DialerSettings.DEFAULTS, tls(OURS).comparingNames());
                var connection = open(dialer)) {
            var answer = connection
                    .request(Frames.request(5, "to the right one"), PATIENCE)
                    .get();

            assertThat(Frames.text(answer)).endsWith(":to the right one");
        }
    }

    private ClientConnection open(Dialer dialer) throws InterruptedException, ExecutionException {
        InetSocketAddress address = listener.address();
        return dialer.connect(address, PATIENCE).get();
    }

    private Dialer dialer(Pki trusted) throws TlsException {
        return new Dialer(loops, DialerSettings.DEFAULTS, tls(trusted));
    }

    private TlsClient tls(Pki trusted) throws TlsException {
        return TlsClient.open(
                Optional.of(identity("client")),
                new Trust.Authorities(authority(trusted)),
                DIALECT,
                handshakes,
                Clock.systemUTC());
    }

    private Identity identity(String name) {
        return identity(name, OURS.signed("CN=" + name));
    }

    private Identity identity(String name, X509Bundle signed) {
        var certificate = folder.resolve(name + ".pem");
        var key = folder.resolve(name + ".key");
        Pki.write(certificate, signed.getCertificatePathPEM());
        Pki.write(key, signed.getPrivateKeyPEM());
        return Identity.of(certificate, key);
    }

    private Path authority(Pki pki) {
        var file = folder.resolve("authority.pem");
        Pki.write(file, pki.authority().getCertificatePEM());
        return file;
    }
}
