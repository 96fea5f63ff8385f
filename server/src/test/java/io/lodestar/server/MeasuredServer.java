package io.lodestar.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.body.DataVersion;
import io.lodestar.protocol.body.RegistrationBody;
import io.lodestar.protocol.body.TopicConfig;
import io.lodestar.protocol.body.TopicSettings;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.MemberList;
import io.lodestar.server.config.PeerKeys;
import io.lodestar.server.config.Settings;
import io.lodestar.server.config.TlsKeys;
import io.lodestar.server.http.HttpRefusal;
import io.lodestar.server.metrics.HttpLoad;
import io.lodestar.server.metrics.Metrics;
import io.netty.buffer.Unpooled;
import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A server that has something of everything that there is to measure, and what measures it. */
final class MeasuredServer implements AutoCloseable {
    private static final HttpLoad HTTP =
            new HttpLoad(2, 1, Arrays.stream(HttpRefusal.values()).collect(Collectors.toMap(HttpRefusal::name, reason ->
                    (long) reason.ordinal())));

    final NameServer server;
    final Peer peer;
    private final Metrics metrics;

    private MeasuredServer(NameServer server) {
        this.server = server;
        this.metrics = new Metrics(server.observed(), () -> HTTP, Duration.ZERO);
        this.peer = new Peer(server.address());
    }

    static MeasuredServer start(Path home) throws Exception {
        return start(home, settings -> settings);
    }

    static MeasuredServer start(Path home, UnaryOperator<Settings> change) throws Exception {
        var certificate = new CertificateBuilder()
                .subject("CN=measured")
                .ecp256()
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        var settings = Settings.defaults()
                .with(Keys.LISTEN_PORT, 0)
                .with(Keys.KV_CONFIG_PATH, home.resolve("kvConfig.json"))
                .with(Keys.CONFIG_STORE_PATH, home.resolve("namesrv.properties"))
                .with(PeerKeys.MEMBERS_OF_ALL, new MemberList(List.of("127.0.0.1:1")))
                .with(
                        TlsKeys.SERVER_CERTIFICATE,
                        certificate.toTempCertChainPem().toPath())
                .with(TlsKeys.SERVER_KEY, certificate.toTempPrivateKeyPem().toPath());
        return new MeasuredServer(NameServer.start(Configuration.of(change.apply(settings))));
    }

    Scrape scrape() throws IOException {
        return Scrape.of(text(""));
    }

    String text(String accepted) throws IOException {
        return new String(metrics.look(accepted).text(), UTF_8);
    }

    /** Registers a master with topics. */
    Frame register(String broker, String... topics) {
        var body = Unpooled.buffer();
        RegistrationBody.of(
                        new DataVersion(0, 1, 1),
                        Arrays.stream(topics)
                                .map(topic -> new TopicConfig(topic, new TopicSettings(4, 4, 6, 0, false)))
                                .toList())
                .writeJson(body);
        return peer.ask(RequestCode.REGISTER_BROKER, identity(broker), body);
    }

    Frame unregister(String broker) {
        return peer.ask(RequestCode.UNREGISTER_BROKER, identity(broker), Unpooled.EMPTY_BUFFER);
    }

    private static ExtFields identity(String broker) {
        return ExtFields.builder()
                .with("clusterName", "C")
                .with("brokerName", broker)
                .with("brokerId", 0)
                .with("brokerAddr", "10.0.0." + broker.length() + ":10911")
                .build();
    }

    @Override
    public void close() throws Exception {
        peer.close();
        metrics.close();
        server.close();
    }
}
