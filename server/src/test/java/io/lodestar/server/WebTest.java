package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.HttpKeys;
import io.lodestar.server.config.HttpPort;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.MemberList;
import io.lodestar.server.config.PeerKeys;
import io.lodestar.server.config.Settings;
import io.lodestar.server.config.TlsKeys;
import io.lodestar.server.config.UnitLists;
import io.lodestar.transport.tls.TlsMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server shows over HTTP, over real sockets: health, the address service, and where it shows it at all. */
class WebTest {
    private static final Settings SETTINGS = Settings.inMemory().with(HttpKeys.HTTP_PORT, HttpPort.of(0));

    private Optional<NameServer> server = Optional.empty();

    @AfterEach
    void stop() {
        server.ifPresent(NameServer::close);
    }

    private NameServer start(Settings settings) throws StartException {
        var started = NameServer.start(settings);
        server = Optional.of(started);
        return started;
    }

    private static HttpResponse<String> get(NameServer server, String path) throws Exception {
        return get(HttpClient.newHttpClient(), "http", server, path);
    }

    private static HttpResponse<String> get(HttpClient client, String scheme, NameServer server, String path)
            throws IOException, InterruptedException {
        var at = server.httpAddress().orElseThrow();
        var uri = URI.create(scheme + "://127.0.0.1:" + at.getPort() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Test
    void whoWatchesOverTheProcessIsToldHowItIs() throws Exception {
        var server = start(SETTINGS);

        assertThat(get(server, "/livez").statusCode()).isEqualTo(200);
        assertThat(get(server, "/startupz").statusCode()).isEqualTo(200);
        var ready = get(server, "/readyz");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("{\"status\":\"ready\",\"reasons\":[]}");
    }

    @Test
    void aServerThatWaitsForBrokersIsNotReadyAndSaysWhy() throws Exception {
        var server = start(SETTINGS.with(Keys.NEED_WAIT_FOR_SERVICE, true));

        assertThat(get(server, "/livez").statusCode()).isEqualTo(200);
        var ready = get(server, "/readyz");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"not ready\"", "needWaitForService");
        assertThat(get(server, "/rocketmq/nsaddr").statusCode())
                .as("status of a list without a server: the client keeps those it knows")
                .isEqualTo(503);
        assertThat(get(server, "/rocketmq/nsaddr4broker").body())
                .as("what brokers are told, for whom it waits")
                .isEqualTo(server.hostAndPort());
    }

    @Test
    void aServerThatStopsIsNotReadyAnyMoreWhileItStillAnswers() throws Exception {
        var server =
                start(SETTINGS.with(Keys.ENABLE_SHUTDOWN_GRACEFULLY, true).with(Keys.SHUTDOWN_WAIT_TIME_SECONDS, 2));
        get(server, "/readyz");
        var closing = new Thread(server::close);
        closing.start();

        org.awaitility.Awaitility.await("it is not ready")
                .until(() -> get(server, "/readyz").statusCode() == 503);
        assertThat(get(server, "/readyz").body()).contains("shutting down");
        assertThat(get(server, "/rocketmq/nsaddr").statusCode()).isEqualTo(503);
        closing.join();
        assertThatThrownBy(() -> get(server, "/livez")).isInstanceOf(IOException.class);
    }

    @Test
    void theAddressServiceTellsOfThisServerOrOfThoseThatAreConfigured() throws Exception {
        var alone = start(SETTINGS);
        assertThat(get(alone, "/rocketmq/nsaddr").body()).isEqualTo(alone.hostAndPort());
        assertThat(get(alone, "/rocketmq/nsaddr?nofix=1").body()).isEqualTo(alone.hostAndPort());
        assertThat(get(alone, "/rocketmq/nsaddr-nowhere?nofix=1").statusCode()).isEqualTo(404);
        assertThat(get(alone, "/rocketmq/other").statusCode()).isEqualTo(404);
        alone.close();

        var several = start(SETTINGS.with(
                        PeerKeys.MEMBERS_OF_ALL, new MemberList(List.of("10.0.0.1:9876", "10.0.0.2:9876")))
                .with(
                        PeerKeys.UNITS,
                        new UnitLists(new TreeMap<>(Map.of("shop", new MemberList(List.of("10.0.1.1:9876")))))));
        assertThat(get(several, "/rocketmq/nsaddr").body()).isEqualTo("10.0.0.1:9876;10.0.0.2:9876");
        assertThat(get(several, "/rocketmq/nsaddr-shop?nofix=1").body()).isEqualTo("10.0.1.1:9876");
    }

    @Test
    void thePortOfHttpIsBesideTheListenPortUnlessItIsTakenOrTurnedOff() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int listenPort = taken.getLocalPort() - 10_000;
            var beside = SETTINGS.with(Keys.LISTEN_PORT, listenPort).with(HttpKeys.HTTP_PORT, HttpPort.AUTO);
            assertThat(start(beside).httpAddress())
                    .as("HTTP of a server beside which the port is taken")
                    .isEmpty();
            stop();

            var chosen = SETTINGS.with(HttpKeys.HTTP_PORT, HttpPort.of(taken.getLocalPort()));
            assertThatThrownBy(() -> NameServer.start(chosen))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()))
                    .hasMessageContaining("httpPort");

            taken.close();
            assertThat(start(beside).httpAddress())
                    .hasValueSatisfying(address -> assertThat(address.getPort()).isEqualTo(listenPort + 10_000));
        }
        assertThat(HttpPort.AUTO.beside(60_000)).isEmpty();
        assertThat(HttpPort.OFF.beside(9_876)).isEmpty();
    }

    @Test
    void theConsoleComesFromTheJarUnderAStrictPolicy() throws Exception {
        var server = start(SETTINGS);

        var page = get(server, "/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("script-src 'self'").doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
        for (var path : List.of("/assets/..%2f..%2fserver%2fMain.class", "/assets/%2e%2e", "/assets/none.js")) {
            assertThat(get(server, path).statusCode()).as(path).isIn(400, 404);
        }
    }

    @Test
    void eachModeOfEncryptionCountsForHttpTooButHealthAndAddressesAreToldToAll() throws Exception {
        var client = HttpClient.newBuilder().sslContext(trustingAnybody()).build();

        var permissive = start(SETTINGS);
        assertThat(get(client, "https", permissive, "/livez").statusCode()).isEqualTo(200);
        assertThat(get(client, "http", permissive, "/").statusCode()).isEqualTo(200);
        stop();

        var enforcing = start(SETTINGS.with(TlsKeys.MODE, TlsMode.ENFORCING));
        assertThat(get(client, "https", enforcing, "/").statusCode()).isEqualTo(200);
        assertThat(get(client, "http", enforcing, "/").statusCode()).isEqualTo(421);
        assertThat(get(client, "http", enforcing, "/readyz").statusCode()).isEqualTo(200);
        assertThat(get(client, "http", enforcing, "/rocketmq/nsaddr").statusCode())
                .as("what Apache's programs ask in plain text only")
                .isEqualTo(200);
        stop();

        var disabled = start(SETTINGS.with(TlsKeys.MODE, TlsMode.DISABLED));
        assertThatThrownBy(() -> get(client, "https", disabled, "/livez")).isInstanceOf(IOException.class);
        assertThat(get(client, "http", disabled, "/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsConfiguredIsReadFromTheFileToo() throws Exception {
        var file = java.nio.file.Files.createTempFile("lodestar", ".properties");
        java.nio.file.Files.writeString(file, "httpPort=Auto\nhttpBindAddress=127.0.0.2\n");

        var settings = Configuration.fromFile(file).current();

        assertThat(settings.get(HttpKeys.HTTP_PORT)).isEqualTo(HttpPort.AUTO);
        assertThat(settings.get(HttpKeys.BIND_ADDRESS)).isEqualTo("127.0.0.2");
        java.nio.file.Files.delete(file);
    }

    /** The certificate that the server makes itself proves nothing, and names nobody. */
    private static SSLContext trustingAnybody() throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Credulous()}, null);
        return context;
    }

    private static final class Credulous extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
