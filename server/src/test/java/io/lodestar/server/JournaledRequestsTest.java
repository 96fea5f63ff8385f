package io.lodestar.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import io.lodestar.server.journal.Entry;
import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.journal.Query;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do over a socket is found in the journal afterwards, with their address. */
class JournaledRequestsTest {
    @TempDir
    private Path home;

    private NameServer server;
    private Peer admin;

    @BeforeEach
    void start() throws StartException {
        server = NameServer.start(Configuration.of(Settings.defaults()
                .with(Keys.LISTEN_PORT, 0)
                .with(Keys.STATE_FOLDER, home.resolve("state"))
                .with(Keys.KV_CONFIG_PATH, home.resolve("kvConfig.json"))
                .with(Keys.CONFIG_STORE_PATH, home.resolve("namesrv.properties"))));
        admin = new Peer(server.address());
    }

    @AfterEach
    void stop() {
        admin.close();
        server.close();
    }

    /** Stops the server and returns what its journal says. */
    private List<Event> events(EventKind... kinds) {
        server.close();
        try (var journal = Journal.open(home.resolve("state/journal"), 1 << 20, Clock.systemUTC())) {
            return journal.read(Query.after(0, 1_000).of(kinds)).stream()
                    .map(Entry::event)
                    .toList();
        }
    }

    private Event byAdmin(EventKind kind, String detail) {
        return Event.of(kind, detail).by(admin.address());
    }

    @Test
    void startAndStopAreThere() {
        var address = "0.0.0.0:" + server.address().getPort();

        assertThat(events(EventKind.SERVER_STARTED, EventKind.SERVER_STOPPED))
                .containsExactly(
                        Event.of(EventKind.SERVER_STARTED, "at " + address), Event.of(EventKind.SERVER_STOPPED, ""));
    }

    @Test
    void aDeletedTopicIsThereOnceWithItsBrokers() {
        new FakeBroker(new Peer(server.address()), "C", "a", 0).register("T", "U");
        new FakeBroker(new Peer(server.address()), "D", "b", 0).register("T", "U");

        admin.ask(RequestCode.DELETE_TOPIC, Map.of("topic", "T", "clusterName", "C"));
        admin.ask(RequestCode.DELETE_TOPIC, Map.of("topic", "T", "clusterName", "C"));
        admin.ask(RequestCode.DELETE_TOPIC, Map.of("topic", "U"));
        admin.ask(RequestCode.DELETE_TOPIC, Map.of("topic", "nobody's"));

        assertThat(events(EventKind.TOPIC_DELETED))
                .containsExactly(
                        byAdmin(EventKind.TOPIC_DELETED, "on a").inCluster("C").ofTopics(List.of("T")),
                        byAdmin(EventKind.TOPIC_DELETED, "on a, b").ofTopics(List.of("U")));
    }

    @Test
    void aChangeOfTheKvConfigurationNamesItsKeyAndNotItsValue() {
        var put = Map.of("namespace", "n", "key", "k", "value", "secret");

        admin.ask(RequestCode.PUT_KV_CONFIG, put);
        admin.ask(RequestCode.PUT_KV_CONFIG, put);
        admin.ask(RequestCode.DELETE_KV_CONFIG, Map.of("namespace", "n", "key", "k"));
        admin.ask(RequestCode.DELETE_KV_CONFIG, Map.of("namespace", "n", "key", "k"));

        assertThat(events(EventKind.KV_CHANGED))
                .containsExactly(
                        byAdmin(EventKind.KV_CHANGED, "put n/k"), byAdmin(EventKind.KV_CHANGED, "deleted n/k"));
    }

    @Test
    void aChangeOfTheConfigurationNamesKeysAndValues() {
        update("enableAllTopicList=false\nwaitSecondsForService=7\nshutdownWaitTimeSeconds=nonsense\n");
        update("enableAllTopicList=false\n");
        update("kvConfigPath=/elsewhere\n");

        assertThat(events(EventKind.CONFIG_CHANGED))
                .containsExactly(
                        byAdmin(EventKind.CONFIG_CHANGED, "enableAllTopicList=false"),
                        byAdmin(EventKind.CONFIG_CHANGED, "waitSecondsForService=7"));
    }

    private void update(String text) {
        admin.ask(RequestCode.UPDATE_CONFIG, ExtFields.ABSENT, Unpooled.copiedBuffer(text, UTF_8));
    }

    @Test
    void whatWasRefusedIsNotThere() {
        admin.ask(RequestCode.PUT_KV_CONFIG, Map.of("key", "k", "value", "v"));
        admin.ask(RequestCode.DELETE_TOPIC, Map.of());

        assertThat(events(EventKind.KV_CHANGED, EventKind.TOPIC_DELETED)).isEmpty();
    }

    @Test
    void aTopicThatIsNotThereSaysWhy() {
        var broker = new FakeBroker(new Peer(server.address()), "C", "a", 0);
        broker.register("T", "U");
        admin.ask(RequestCode.DELETE_TOPIC, Map.of("topic", "T"));

        await().untilAsserted(() -> assertThat(reason("T"))
                .hasValueSatisfying(
                        reason -> assertThat(reason).matches("it was deleted at \\d{4}-\\d\\d-\\d\\dT[\\d:]{8}Z\\.")));
        assertThat(reason("never"))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .matches("the name server started \\d+ s ago and brokers are still reporting\\."));
    }

    private Optional<String> reason(String topic) {
        var remark = admin.ask(RequestCode.GET_ROUTE_INFO, Map.of("topic", topic))
                .header()
                .remark();
        var original = "No topic route info in name server for the topic: " + topic
                + "\nSee https://rocketmq.apache.org/docs/bestPractice/06FAQ for further details.";
        assertThat(remark).as("the original's text comes first").startsWith(original);
        var rest = remark.substring(original.length());
        return rest.startsWith("\nReason: ") ? Optional.of(rest.substring("\nReason: ".length())) : Optional.empty();
    }
}
