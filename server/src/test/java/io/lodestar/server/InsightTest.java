package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.BrokerState;
import io.lodestar.protocol.body.BrokerStatesBody;
import io.lodestar.protocol.body.DataVersion;
import io.lodestar.protocol.body.DrainEntry;
import io.lodestar.protocol.body.EventEntry;
import io.lodestar.protocol.body.EventsBody;
import io.lodestar.protocol.body.ExplanationBody;
import io.lodestar.protocol.body.ServerStateBody;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import io.netty.buffer.ByteBuf;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the server tells those who run it, over real sockets. */
class InsightTest {
    private NameServer server;
    private Peer admin;
    private Peer line;
    private FakeBroker master;

    @BeforeEach
    void start() throws StartException {
        start(Settings.inMemory());
    }

    private void start(Settings settings) throws StartException {
        server = NameServer.start(settings);
        admin = new Peer(server.address());
        line = new Peer(server.address());
        master = new FakeBroker(line, "C", "a", 0);
    }

    @AfterEach
    void stop() {
        admin.close();
        master.close();
        server.close();
    }

    private <T> T ask(RequestCode code, Map<String, String> fields, Function<ByteBuf, T> body) {
        var answer = admin.ask(code, fields);
        assertThat(answer.header().code()).as(answer.header().remark()).isEqualTo(ResponseCode.SUCCESS.code());
        return body.apply(answer.body());
    }

    private BrokerStatesBody brokers() {
        return ask(RequestCode.GET_BROKER_STATES, Map.of(), BrokerStatesBody::read);
    }

    private ExplanationBody explain(String topic) {
        return ask(RequestCode.EXPLAIN_TOPIC, Map.of("topic", topic), ExplanationBody::read);
    }

    private EventsBody events(Map<String, String> fields) {
        return ask(RequestCode.GET_EVENTS, fields, EventsBody::read);
    }

    private ServerStateBody state() {
        return ask(RequestCode.GET_SERVER_STATE, Map.of(), ServerStateBody::read);
    }

    @Test
    void aBrokerIsShownWithItsLease() {
        master.register(ExtFields.of(Map.of("heartbeatTimeoutMillis", "30000")), "T", "U");

        assertThat(brokers().brokers()).singleElement().satisfies(state -> {
            assertThat(state.cluster()).isEqualTo("C");
            assertThat(state.brokerName()).isEqualTo("a");
            assertThat(state.address()).isEqualTo(master.address());
            assertThat(state.haAddress()).contains(master.address() + "0");
            assertThat(state.role()).isEqualTo("MASTER");
            assertThat(state.connection()).contains(line.address());
            assertThat(state.topics()).isEqualTo(2);
            assertThat(state.version()).isPresent();
            assertThat(state.drained()).isFalse();
            assertThat(state.lease().lastReport()).isEqualTo("REGISTRATION");
            assertThat(state.lease().lengthMillis()).isEqualTo(30_000);
            assertThat(state.lease().leftMillis()).isBetween(1L, 30_000L);
            assertThat(state.lease().leftMillis() + state.lease().silentMillis())
                    .isEqualTo(30_000);
        });
    }

    @Test
    void theLastReportIsTold() {
        master.register("a", "T");
        long age = brokers().brokers().get(0).lease().ageMillis();

        master.register("a", "T");
        assertThat(lastReport()).isEqualTo("REPETITION");
        master.register("a", "T", "V");
        assertThat(lastReport()).isEqualTo("REGISTRATION");
        master.queryDataVersion(DataVersion.ZERO);
        assertThat(lastReport()).isEqualTo("HEARTBEAT");
        assertThat(brokers().brokers().get(0).lease().ageMillis())
                .as("it kept its seat")
                .isGreaterThanOrEqualTo(age);
    }

    private String lastReport() {
        return brokers().brokers().get(0).lease().lastReport();
    }

    @Test
    void aSlaveIsShownAsWhatRoutesShowItAs() throws StartException {
        stop();
        start(Settings.inMemory().with(Keys.SUPPORT_ACTING_MASTER, true));
        var acting = ExtFields.of(Map.of("enableActingMaster", "true"));
        try (var peer = new Peer(server.address())) {
            var slave = new FakeBroker(peer, "C", "a", 1);
            master.register(acting, "T", "U");
            slave.register(acting, "T", "U");
            assertThat(brokers().brokers()).extracting(BrokerState::role).containsExactly("MASTER", "SLAVE");

            master.unregister();

            assertThat(brokers().brokers()).extracting(BrokerState::role).containsExactly("ACTING_MASTER");
            var group = explain("T").groups().get(0);
            assertThat(group.master()).isEmpty();
            assertThat(group.actingMaster()).contains(slave.address());
            assertThat(group.registered().permission()).isEqualTo(6);
            assertThat(group.answeredPermission()).isEqualTo(4);
            assertThat(group.reasons()).anyMatch(reason -> reason.contains("has no master now"));
        }
    }

    @Test
    void drainsAreShownAlsoOfBrokersThatAreAway() {
        master.register("T", "U");
        admin.ask(RequestCode.WIPE_WRITE_PERMISSION, Map.of("brokerName", "a"));

        assertThat(brokers().brokers()).allMatch(BrokerState::drained);
        assertThat(explain("T").reasons()).contains("no broker group may be written to, so sends to it fail");
        assertThat(explain("T").groups().get(0).reasons()).anyMatch(reason -> reason.contains("drained"));

        master.unregister();

        assertThat(brokers().brokers()).isEmpty();
        assertThat(brokers().drains()).containsExactly(new DrainEntry("C", "a"));
    }

    @Test
    void aTopicThatIsGoneIsExplained() {
        master.register("T", "U");
        master.unregister();

        await().untilAsserted(() -> {
            var explained = explain("T");
            assertThat(explained.routed()).isFalse();
            assertThat(explained.groups()).isEmpty();
            assertThat(explained.reasons()).anyMatch(reason -> reason.contains("it unregistered"));
            assertThat(explained.events()).extracting(EventEntry::kind).contains("TOPIC_LOST", "TOPIC_ADDED");
        });
    }

    @Test
    void orderConfigurationThatDoesNotCountIsExplained() {
        master.register("T", "U");
        admin.ask(RequestCode.PUT_KV_CONFIG, Map.of("namespace", "ORDER_TOPIC_CONFIG", "key", "T", "value", "a:4"));

        var explained = explain("T");

        assertThat(explained.routed()).isTrue();
        assertThat(explained.orderConfig()).isEqualTo(Optional.of("a:4"));
        assertThat(explained.reasons()).anyMatch(reason -> reason.contains("orderMessageEnable=false"));
        assertThat(state().kvNamespaces()).containsExactly("ORDER_TOPIC_CONFIG");
    }

    @Test
    void theJournalIsReadPageByPage() {
        master.register("C", "a");
        for (var topic : "ABXDE".split("")) {
            master.register(topic);
        }
        await().until(() -> events(Map.of("kinds", "TOPIC_ADDED")).events().size() == 6);

        var newest = events(Map.of("kinds", "TOPIC_ADDED", "limit", "2"));
        assertThat(newest.more()).isTrue();
        assertThat(newest.events()).extracting(event -> event.topics().get(0)).containsExactly("E", "D");
        var last = newest.events().get(1).number();
        var older = events(Map.of("kinds", "topic_added", "before", Long.toString(last)));
        assertThat(older.more()).isFalse();
        assertThat(older.events()).extracting(event -> event.topics().get(0)).containsExactly("X", "B", "A", "C");
        var newer = events(Map.of("topic", "E", "after", Long.toString(last), "brokerName", "a"));
        assertThat(newer.events()).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo("TOPIC_ADDED");
            assertThat(event.brokerName()).contains("a");
        });
    }

    @Test
    void aKindThatIsNoneIsRefusedWithThoseThatAre() {
        var answer = admin.ask(RequestCode.GET_EVENTS, Map.of("kinds", "NONSENSE"));

        assertThat(answer.header().code()).isEqualTo(ResponseCode.SYSTEM_ERROR.code());
        assertThat(answer.header().remark()).contains("TOPIC_ADDED");
    }

    @Test
    void theServerCountsWhatItHas() {
        master.register("T", "U");

        var state = state();

        assertThat(state.ready()).isTrue();
        assertThat(state.reasons()).isEmpty();
        assertThat(state.version()).startsWith("Lodestar ");
        assertThat(state.epoch()).matches("[0-9a-f]{16}");
        assertThat(state.startMillis()).isPositive().isLessThanOrEqualTo(System.currentTimeMillis());
        assertThat(state.counts().topics()).isEqualTo(2);
        assertThat(state.counts().brokers()).isEqualTo(1);
        assertThat(state.counts().brokerGroups()).isEqualTo(1);
        assertThat(state.counts().connections()).isEqualTo(2);
    }
}
