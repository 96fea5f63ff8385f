package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.lodestar.transport.tls.ClientCertificates;
import io.lodestar.transport.tls.Dialect;
import io.lodestar.transport.tls.Identity;
import io.lodestar.transport.tls.TlsException;
import io.lodestar.transport.tls.TlsMode;
import io.lodestar.transport.tls.TlsServer;
import io.lodestar.transport.tls.TlsSettings;
import io.lodestar.transport.tls.Trust;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class EncryptedListenerTest {
    private static final Pki OURS = new Pki("ours");
    private static final Pki THEIRS = new Pki("theirs");
    private static final X509Bundle FIRST = OURS.signed("CN=first");
    private static final X509Bundle CLIENT = OURS.signed("CN=client,O=fleet");

    @TempDir
    Path folder;

    private final RecordingHandler handler = RecordingHandler.echo();
    private EventLoops loops;
    private ExecutorService handshakes;

    @BeforeEach
    void start() {
        loops = EventLoops.start(2);
        handshakes = Executors.newFixedThreadPool(1);
        write(FIRST);
    }

    @AfterEach
    void stop() {
        loops.close();
        handshakes.shutdownNow();
    }

    @Test
    void whoConfiguresNothingIsReachedByPlainAndByEncryptedClientsOnTheSamePort() throws Exception {
        var tls =
                TlsServer.open(TlsSettings.withThrowAwayCertificate(TlsMode.PERMISSIVE), handshakes, Clock.systemUTC());

        try (var listener = listen(tls);
                var plain = Peer.connect(listener.address());
                var encrypted = Pki.connect(listener.address(), Optional.empty())) {
            assertAnswered(plain);
            assertAnswered(new Peer(encrypted));
            assertThat(shownBy(encrypted)).isEqualTo("CN=localhost");
        }
    }

    @Test
    void enforcingTakesNoPlainConnection() throws Exception {
        try (var listener = listen(server(TlsMode.ENFORCING, ClientCertificates.NONE));
                var plain = Peer.connect(listener.address());
                var encrypted = Pki.connect(listener.address(), Optional.empty())) {
            plain.send(Frames.request(1, "plain"));

            assertThat(plain.isClosedWithoutAWord()).isTrue();
            assertAnswered(new Peer(encrypted));
        }
    }

    @Test
    void aClientWhoseBytesTrickleInIsEncryptedToo() throws Exception {
        try (var listener = listen(server(TlsMode.PERMISSIVE, ClientCertificates.NONE));
                var slow = new TricklingSocket(listener.address());
                var encrypted = Pki.encrypt(slow, Optional.empty())) {
            assertAnswered(new Peer(encrypted));
        }
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource({
        "NONE, none, let in", "NONE, ours, let in", "NONE, theirs, let in",
        "OPTIONAL, none, let in", "OPTIONAL, ours, known", "OPTIONAL, theirs, refused",
        "REQUIRE, none, refused", "REQUIRE, ours, known", "REQUIRE, theirs, refused"
    })
    void clientsProveWhoTheyAre(ClientCertificates asked, String shown, String outcome) throws Exception {
        try (var listener = listen(server(TlsMode.PERMISSIVE, asked))) {
            if (outcome.equals("refused")) {
                assertThatExceptionOfType(IOException.class).isThrownBy(() -> ask(listener, shown));
                await().until(() -> listener.connectionCount() == 0);
            } else {
                ask(listener, shown);

                assertThat(handler.opened)
                        .singleElement()
                        .satisfies(connection -> assertThat(connection.certificate())
                                .isEqualTo(
                                        outcome.equals("known") ? Optional.of("CN=client,O=fleet") : Optional.empty()));
            }
        }
    }

    @Test
    void aCertificateThatNobodyVerifiesProvesNothing() throws Exception {
        var tls = server(settings(TlsMode.PERMISSIVE, ClientCertificates.REQUIRE, new Trust.Anybody()));

        try (var listener = listen(tls)) {
            ask(listener, "theirs");

            assertThat(handler.opened)
                    .singleElement()
                    .satisfies(
                            connection -> assertThat(connection.certificate()).isEmpty());
        }
    }

    @Test
    void aCertificateThatChangesAloneIsShownToNewConnectionsWhileOldOnesGoOn() throws Exception {
        var tls = server(TlsMode.PERMISSIVE, ClientCertificates.NONE);

        try (var listener = listen(tls);
                var before = Pki.connect(listener.address(), Optional.empty())) {
            Pki.write(certificate(), OURS.renewed(FIRST, "CN=second").getCertificatePathPEM());
            tls.refresh();

            try (var after = Pki.connect(listener.address(), Optional.empty())) {
                assertThat(shownBy(after)).isEqualTo("CN=second");
                assertAnswered(new Peer(after));
                assertAnswered(new Peer(before));
            }
        }
    }

    @Test
    void aPairThatDoesNotFitKeepsTheLastGoodOneUntilItDoes() throws Exception {
        var tls = server(TlsMode.PERMISSIVE, ClientCertificates.NONE);
        var second = OURS.signed("CN=second");

        try (var listener = listen(tls)) {
            Pki.write(certificate(), second.getCertificatePathPEM());
            for (int round = 0; round < 3; round++) {
                tls.refresh();
            }
            assertThat(shownTo(listener)).isEqualTo("CN=first");

            Pki.write(key(), second.getPrivateKeyPEM());
            tls.refresh();
            assertThat(shownTo(listener)).isEqualTo("CN=second");
        }
    }

    @Test
    void aPasswordThatChangesWithItsKeyIsReadAgain() throws Exception {
        var password = folder.resolve("password");
        Pki.write(key(), Pki.encrypted(FIRST, "first"));
        Pki.write(password, "first\n");
        var identity = new Identity(certificate(), key(), "", Optional.of(password));
        var tls = server(new TlsSettings(
                TlsMode.ENFORCING,
                Optional.of(identity),
                ClientCertificates.NONE,
                new Trust.Anybody(),
                new Dialect(List.of(), List.of()),
                TlsSettings.HANDSHAKE_LIMIT));
        var second = OURS.signed("CN=second");

        try (var listener = listen(tls)) {
            assertThat(shownTo(listener)).isEqualTo("CN=first");
            Pki.write(certificate(), second.getCertificatePathPEM());
            Pki.write(key(), Pki.encrypted(second, "second"));
            tls.refresh();
            assertThat(shownTo(listener)).isEqualTo("CN=first");

            Pki.write(password, "second\n");
            tls.refresh();
            assertThat(shownTo(listener)).isEqualTo("CN=second");
        }
    }

    @Test
    void aKeyInAnotherFormIsRefusedWithTheCommandThatConvertsIt() {
        Pki.write(key(), FIRST.getPrivateKeyPEM().replace("PRIVATE KEY", "EC PRIVATE KEY"));

        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> server(TlsMode.PERMISSIVE, ClientCertificates.NONE))
                .withMessageContaining("EC PRIVATE KEY")
                .withMessageContaining("openssl pkcs8 -topk8");
    }

    @Test
    void authoritiesThatChangeAloneDecideWhoComesIn() throws Exception {
        var tls = server(TlsMode.PERMISSIVE, ClientCertificates.REQUIRE);

        try (var listener = listen(tls)) {
            ask(listener, "ours");
            Pki.write(trusted(), THEIRS.authority().getCertificatePEM());
            tls.refresh();

            ask(listener, "theirs");
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> ask(listener, "ours"));
        }
    }

    @Test
    void aCertificateThatHasExpiredTakesNoPlaceOfOneThatHasNot() throws Exception {
        var tls = server(TlsMode.PERMISSIVE, ClientCertificates.NONE);

        try (var listener = listen(tls)) {
            write(OURS.expired("CN=late", Duration.ofDays(1)));
            tls.refresh();
            tls.refresh();

            assertThat(shownTo(listener)).isEqualTo("CN=first");
        }
    }

    @Test
    void aServerStartsWithACertificateThatHasExpired() throws Exception {
        write(OURS.expired("CN=late", Duration.ofDays(1)));

        var tls = server(TlsMode.PERMISSIVE, ClientCertificates.NONE);

        try (var listener = listen(tls)) {
            assertThat(shownTo(listener)).isEqualTo("CN=late");
            assertThat(tls.expiry().orElseThrow()).isBefore(Clock.systemUTC().instant());
        }
    }

    @Test
    void filesThatDoNotFitStopTheStart() {
        Pki.write(key(), OURS.signed("CN=another").getPrivateKeyPEM());

        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> server(TlsMode.PERMISSIVE, ClientCertificates.NONE))
                .withMessageContaining("is not that of the certificate");
    }

    @Test
    void aCipherThatDoesNotExistStopsTheStart() {
        var wrong = new TlsSettings(
                TlsMode.PERMISSIVE,
                Optional.of(Identity.of(certificate(), key())),
                ClientCertificates.NONE,
                new Trust.Anybody(),
                new Dialect(List.of("TLS_NONSENSE"), List.of()),
                TlsSettings.HANDSHAKE_LIMIT);

        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> server(wrong))
                .withMessageContaining("tls.ciphers");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 200})
    void aHandshakeThatDoesNotEndIsEnded(int bytes) throws Exception {
        var tls = server(settings(TlsMode.PERMISSIVE, ClientCertificates.NONE, new Trust.Anybody())
                .withHandshakeLimit(Duration.ofMillis(300)));

        try (var listener = listen(tls);
                var peer = Peer.connect(listener.address())) {
            byte[] hello = new byte[bytes];
            System.arraycopy(new byte[] {0x16, 3, 1, 2, 0, 1}, 0, hello, 0, Math.min(6, bytes));
            peer.send(hello);

            assertThat(peer.isClosedWithoutAWord()).isTrue();
        }
    }

    @Test
    void aFirstMessageWithoutEndIsNotCollected() throws Exception {
        try (var listener = listen(server(TlsMode.PERMISSIVE, ClientCertificates.NONE));
                var peer = new Socket(
                        listener.address().getAddress(), listener.address().getPort())) {
            peer.setSoTimeout(20_000);
            byte[] hello = new byte[60_000];
            System.arraycopy(new byte[] {0x16, 3, 1, -1, -1, 1, 0, -1, -1}, 0, hello, 0, 9);
            peer.getOutputStream().write(hello);

            await().until(() -> listener.connectionCount() == 0);
        }
    }

    @Test
    void aConnectionIsEncryptedOnce() throws Exception {
        try (var listener = listen(server(TlsMode.PERMISSIVE, ClientCertificates.NONE));
                var plain = new Socket(
                        listener.address().getAddress(), listener.address().getPort());
                var encrypted = Pki.unshaken(plain)) {
            encrypted.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertAnswered(new Peer(encrypted));

            encrypted.startHandshake();

            assertThatExceptionOfType(IOException.class).isThrownBy(() -> assertAnswered(new Peer(encrypted)));
            await().until(() -> listener.connectionCount() == 0);
        }
    }

    private void ask(Listener listener, String shown) throws IOException {
        Optional<X509Bundle> certificate = switch (shown) {
            case "ours" -> Optional.of(CLIENT);
            case "theirs" -> Optional.of(THEIRS.signed("CN=client,O=fleet"));
            default -> Optional.empty();
        };
        try (var socket = Pki.connect(listener.address(), certificate)) {
            assertAnswered(new Peer(socket));
        }
    }

    private static void assertAnswered(Peer peer) throws IOException {
        peer.send(Frames.request(7, "body"));

        assertThat(Frames.text(peer.read())).isEqualTo("7:body");
    }

    private static String shownTo(Listener listener) throws IOException {
        try (var socket = Pki.connect(listener.address(), Optional.empty())) {
            return shownBy(socket);
        }
    }

    private static String shownBy(SSLSocket socket) throws SSLException {
        var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return shown.getSubjectX500Principal().getName();
    }

    private Listener listen(TlsServer tls) throws IOException {
        return Listener.bind(
                loops,
                ListenerSettings.on("127.0.0.1", 0),
                handler,
                Defences.standard().with(tls));
    }

    private TlsServer server(TlsMode mode, ClientCertificates asked) throws TlsException {
        return server(settings(mode, asked, new Trust.Authorities(trusted())));
    }

    private TlsServer server(TlsSettings settings) throws TlsException {
        return TlsServer.open(settings, handshakes, Clock.systemUTC());
    }

    private TlsSettings settings(TlsMode mode, ClientCertificates asked, Trust trust) {
        return new TlsSettings(
                mode,
                Optional.of(Identity.of(certificate(), key())),
                asked,
                trust,
                new Dialect(List.of(), List.of()),
                TlsSettings.HANDSHAKE_LIMIT);
    }

    private void write(X509Bundle pair) {
        Pki.write(certificate(), pair.getCertificatePathPEM());
        Pki.write(key(), pair.getPrivateKeyPEM());
        Pki.write(trusted(), OURS.authority().getCertificatePEM());
    }

    private Path certificate() {
        return folder.resolve("certificate.pem");
    }

    private Path key() {
        return folder.resolve("key.pem");
    }

    private Path trusted() {
        return folder.resolve("trusted.pem");
    }
}
