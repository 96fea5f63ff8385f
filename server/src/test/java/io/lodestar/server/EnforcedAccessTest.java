package io.lodestar.server;

import static io.lodestar.server.access.Signing.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.DataVersion;
import io.lodestar.protocol.body.RegistrationBody;
import io.lodestar.protocol.body.TopicConfig;
import io.lodestar.protocol.body.TopicSettings;
import io.lodestar.server.config.AccessKeys;
import io.lodestar.server.config.AccessMode;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import io.lodestar.server.journal.Entry;
import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.journal.Query;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that wants to know who asks, over real sockets, and what its journal says afterwards. */
class EnforcedAccessTest {
    private static final String ACCOUNTS = """
            accounts:
              - {accessKey: inner, secretKey: s, roles: broker, brokers: broker-*}
              - {accessKey: shop, secretKey: s}
              - {accessKey: operator, secretKey: s, roles: admin}
            """;

    @TempDir
    private Path home;

    private Path accounts;
    private NameServer server;
    private Peer peer;

    @BeforeEach
    void start() throws Exception {
        accounts = Files.writeString(home.resolve("accounts.yml"), ACCOUNTS);
        server = NameServer.start(Configuration.of(settings()));
        peer = new Peer(server.address());
    }

    private Settings settings() {
        return Settings.defaults()
                .with(Keys.LISTEN_PORT, 0)
                .with(Keys.STATE_FOLDER, home.resolve("state"))
                .with(Keys.KV_CONFIG_PATH, home.resolve("kvConfig.json"))
                .with(Keys.CONFIG_STORE_PATH, home.resolve("namesrv.properties"))
                .with(Keys.FRAME_MAX_LENGTH, 100_000)
                .with(AccessKeys.ACCESS_CONTROL, AccessMode.ENFORCE)
                .with(AccessKeys.ACCOUNTS_FILE, accounts);
    }

    @AfterEach
    void stop() {
        peer.close();
        server.close();
    }

    private Frame register(String accessKey, String broker, long counter) {
        var body = Unpooled.buffer();
        var topic = new TopicConfig("T", new TopicSettings(4, 4, 6, 0, false));
        var own = new TopicConfig(broker, new TopicSettings(1, 1, 6, 0, false));
        RegistrationBody.of(new DataVersion(0, 1, counter), List.of(topic, own)).writeJson(body);
        var fields = Map.of("clusterName", "C", "brokerName", broker, "brokerId", "0", "brokerAddr", "h:1");
        return peer.ask(RequestCode.REGISTER_BROKER, signed(accessKey, "s", fields, ByteBufUtil.getBytes(body)), body);
    }

    private Frame route(ExtFields fields) {
        return peer.ask(RequestCode.GET_ROUTE_INFO, fields, Unpooled.EMPTY_BUFFER);
    }

    private static void assertRefused(Frame answer, String remark) {
        assertThat(answer.header().code()).isEqualTo(ResponseCode.NO_PERMISSION.code());
        assertThat(answer.header().remark()).contains(remark);
    }

    private static void assertGranted(Frame answer) {
        assertThat(answer.header().code()).as(answer.header().remark()).isEqualTo(ResponseCode.SUCCESS.code());
    }

    @Test
    void everyoneDoesTheirOwnAndNoMore() {
        assertGranted(register("inner", "broker-a", 1));
        assertGranted(route(signed("shop", "s", Map.of("topic", "T"))));
        assertGranted(peer.ask(
                RequestCode.DELETE_TOPIC, signed("operator", "s", Map.of("topic", "T")), Unpooled.EMPTY_BUFFER));

        assertRefused(route(ExtFields.of(Map.of("topic", "T"))), "not signed");
        assertRefused(register("shop", "broker-a", 2), "none of the roles [broker]");
        assertRefused(register("inner", "stranger", 2), "may not speak for broker 'stranger'");
        assertRefused(route(signed("operator", "guess", Map.of("topic", "T"))), "signature does not match");
    }

    @Test
    void aBodyOfAnotherRequestIsNotSignedByItsHeader() {
        var body = Unpooled.buffer();
        RegistrationBody.of(new DataVersion(0, 1, 1), List.of()).writeJson(body);
        var bytes = ByteBufUtil.getBytes(body);
        var fields = Map.of("clusterName", "C", "brokerName", "broker-a", "brokerId", "0", "brokerAddr", "h:1");
        var signature = signed("inner", "s", fields, bytes).text("Signature").orElseThrow();
        var others = ExtFields.builder()
                .with("AccessKey", "inner")
                .with("Signature", signature)
                .with("clusterName", "C")
                .with("brokerName", "broker-b")
                .with("brokerId", "0")
                .with("brokerAddr", "h:1")
                .build();

        assertRefused(peer.ask(RequestCode.REGISTER_BROKER, others, body), "signature does not match");
    }

    @Test
    void aKeyThatIsTakenOutOfTheFileCountsNoMore() throws IOException {
        assertGranted(peer.ask(RequestCode.GET_CLUSTER_INFO, signed("shop", "s", Map.of()), Unpooled.EMPTY_BUFFER));

        Files.writeString(accounts, ACCOUNTS.replace("shop", "mall"));

        await().untilAsserted(() -> assertRefused(
                route(signed("shop", "s", Map.of("topic", "T"))), "no account here has the access key 'shop'"));
        assertGranted(peer.ask(RequestCode.GET_CLUSTER_INFO, signed("mall", "s", Map.of()), Unpooled.EMPTY_BUFFER));
    }

    @Test
    void theJournalHasEachChangeAndEachRefusalWithWhoAskedForIt() {
        register("inner", "broker-a", 1);
        register("inner", "broker-a", 1); // says it again
        register("inner", "broker-a", 1);
        for (int i = 0; i < 10; i++) {
            peer.ask(RequestCode.DELETE_TOPIC, Map.of("topic", "T"));
        }
        peer.ask(
                RequestCode.WIPE_WRITE_PERMISSION,
                signed("operator", "s", Map.of("brokerName", "broker-a")),
                Unpooled.EMPTY_BUFFER);
        server.close();

        try (var journal = Journal.open(home.resolve("state/journal"), 1 << 20, Clock.systemUTC())) {
            var events =
                    journal
                            .read(Query.after(0, 1_000).of(EventKind.REQUEST_GRANTED, EventKind.REQUEST_REFUSED))
                            .stream()
                            .map(Entry::event)
                            .toList();
            assertThat(events)
                    .allSatisfy(event -> assertThat(event.by().orElseThrow()).startsWith("127.0.0.1"));
            assertThat(events.get(0).by()).contains(peer.address());
            assertThat(events)
                    .extracting(Event::kind, Event::account)
                    .containsExactly(
                            tuple(EventKind.REQUEST_GRANTED, Optional.of("inner")),
                            tuple(EventKind.REQUEST_REFUSED, Optional.empty()),
                            tuple(EventKind.REQUEST_GRANTED, Optional.of("operator")),
                            tuple(EventKind.REQUEST_REFUSED, Optional.empty()));
            assertThat(events.get(3).detail()).startsWith("9 within a minute");
            assertThat(events.get(1).detail()).contains("DELETE_TOPIC (216)", "not signed");
        }
    }

    @Test
    void aLongRegistrationIsRefusedByItsHeaderForTheSameReasonAsAShortOneAndRecorded() throws IOException {
        var fields = Map.of("clusterName", "C", "brokerName", "broker-a", "brokerId", "0", "brokerAddr", "h:1");

        assertRefused(
                peer.ask(
                        RequestCode.REGISTER_BROKER,
                        ExtFields.of(fields),
                        Unpooled.buffer().writeZero(150_000)),
                "is not signed");
        server.close();

        try (var journal = Journal.open(home.resolve("state/journal"), 1 << 20, Clock.systemUTC())) {
            assertThat(journal.read(Query.after(0, 1_000).of(EventKind.REQUEST_REFUSED)))
                    .extracting(Entry::event)
                    .singleElement()
                    .satisfies(event -> assertThat(event.by()).contains(peer.address()))
                    .satisfies(event -> assertThat(event.detail())
                            .contains("REGISTER_BROKER (103)", "brokerAddr 'h:1'", "not signed"));
        }
    }

    @Test
    void aServerThatCannotKnowAnybodyDoesNotStart() {
        peer.close();
        server.close();

        assertThatThrownBy(() ->
                        NameServer.start(Configuration.of(settings().with(AccessKeys.ACCOUNTS_FILE, Path.of("")))))
                .isInstanceOf(StartException.class)
                .hasMessage("accessControl=enforce needs accounts: name their file by accountsFile");
        assertThatThrownBy(() -> NameServer.start(
                        Configuration.of(settings().with(AccessKeys.ACCOUNTS_FILE, home.resolve("missing")))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("missing cannot be read");
    }
}
