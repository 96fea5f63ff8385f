package io.lodestar.server;

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
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What brokers do over a socket is found in the journal afterwards, and in the reason why a topic has no route. */
class JournaledChangesTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

    @TempDir
    private Path home;

    private NameServer server;
    private Peer client;

    @BeforeEach
    void start() throws StartException {
        server = NameServer.start(Configuration.of(Settings.defaults()
                .with(Keys.LISTEN_PORT, 0)
                .with(Keys.STATE_FOLDER, home.resolve("state"))
                .with(Keys.KV_CONFIG_PATH, home.resolve("kvConfig.json"))
                .with(Keys.CONFIG_STORE_PATH, home.resolve("namesrv.properties"))));
        client = new Peer(server.address());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private FakeBroker broker(String name, long id, String address) {
        return new FakeBroker(new Peer(server.address()), "C", name, id, address);
    }

    /** Stops the server and returns what its journal says of changes, without the server's own start and stop, and the requests for them. */
    private List<Event> events() {
        server.close();
        try (var journal = Journal.open(home.resolve("state/journal"), 1 << 20, Clock.systemUTC())) {
            return journal.read(Query.after(0, 1_000)).stream()
                    .map(Entry::event)
                    .filter(event -> event.brokerName().isPresent() && event.kind() != EventKind.REQUEST_GRANTED)
                    .toList();
        }
    }

    private void awaitReason(String topic, String pattern) {
        await().untilAsserted(() -> {
            var answer = client.ask(RequestCode.GET_ROUTE_INFO, Map.of("topic", topic));
            assertThat(answer.header().remark()).matches("(?s)No topic route info .*\nReason: " + pattern + "\\.");
        });
    }

    private static Event of(EventKind kind, String detail) {
        return Event.of(kind, detail).inCluster("C").ofBroker("a");
    }

    private static Event topics(EventKind kind, String... names) {
        return Event.of(kind, "").ofBroker("a").ofTopics(List.of(names));
    }

    private static Event master(String from, String to) {
        return Event.of(EventKind.MASTER_CHANGED, "from " + from + " to " + to).ofBroker("a");
    }

    @Test
    void aBrokerThatComesAndSaysGoodbye() {
        var broker = broker("a", 0, "h:1");
        broker.register("T", "U");

        broker.unregister();

        awaitReason("T", "a, the last to have it, left at " + TIME + ": it unregistered");
        assertThat(events())
                .containsExactly(
                        of(EventKind.BROKER_REGISTERED, "id 0 at h:1, with 2 topics"),
                        master("none", "h:1"),
                        topics(EventKind.TOPIC_ADDED, "T", "U"),
                        of(EventKind.BROKER_UNREGISTERED, "id 0 at h:1"),
                        master("h:1", "none"),
                        topics(EventKind.TOPIC_LOST, "T", "U"));
    }

    @Test
    void aBrokerWhoseConnectionIsLost() {
        var broker = broker("a", 0, "h:1");
        broker.register("T", "U");

        broker.close();

        awaitReason("U", "a, the last to have it, left at " + TIME + ": its connection is gone");
        assertThat(events()).contains(of(EventKind.BROKER_CLOSED, "id 0 at h:1"));
    }

    @Test
    void aBrokerThatFallsSilent() {
        broker("a", 0, "h:1").register(ExtFields.of(Map.of("heartbeatTimeoutMillis", "50")), "T", "U");

        awaitReason("T", "a, the last to have it, left at " + TIME + ": silent for longer than its lease");
        assertThat(events()).contains(of(EventKind.BROKER_EXPIRED, "id 0 at h:1"));
    }

    @Test
    void aTopicThatComesBackHasNoFate() {
        var broker = broker("a", 0, "h:1");
        broker.register("T", "U");
        broker.unregister();

        broker.register("T", "U");
        broker.unregister();

        assertThat(events().stream().map(Event::kind).filter(kind -> kind == EventKind.TOPIC_ADDED))
                .hasSize(2);
    }

    @Test
    void brokersThatClaimTheSamePlace() {
        broker("a", 0, "h:1").register("T", "U");

        broker("a", 0, "h:2").register("T", "U");
        broker("a", 0, "h:2").register("T", "U");

        assertThat(events())
                .filteredOn(event -> event.kind() == EventKind.CONFLICT)
                .containsExactly(of(EventKind.CONFLICT, "id 0 at h:2 was refused: it claims the place of h:1"));
    }

    @Test
    void aBrokerThatTakesAnotherPlaceOfItsGroup() {
        var slave = broker("a", 1, "h:1");
        slave.register("T", "U");

        broker("a", 0, "h:1").register("T", "U");

        assertThat(events())
                .contains(
                        of(EventKind.BROKER_DISPLACED, "id 1 at h:1"),
                        of(EventKind.BROKER_REGISTERED, "id 0 at h:1, with 2 topics"),
                        master("none", "h:1"));
    }

    @Test
    void aTopicWhoseQueuesChange() {
        broker("a", 0, "h:1").register("T", "U");
        broker("b", 0, "h:2").register("T", "U");

        assertThat(events())
                .filteredOn(event -> event.kind() == EventKind.TOPIC_CHANGED)
                .containsExactly(
                        Event.of(EventKind.TOPIC_CHANGED, "").ofBroker("b").ofTopics(List.of("T", "U")));
    }

    @Test
    void aDrainThatIsSetAndLifted() {
        broker("a", 0, "h:1").register("T", "U");

        client.ask(RequestCode.WIPE_WRITE_PERMISSION, Map.of("brokerName", "a"));
        client.ask(RequestCode.WIPE_WRITE_PERMISSION, Map.of("brokerName", "a"));
        client.ask(RequestCode.WIPE_WRITE_PERMISSION, Map.of("brokerName", "nobody"));
        client.ask(RequestCode.ADD_WRITE_PERMISSION, Map.of("brokerName", "a"));
        client.ask(RequestCode.ADD_WRITE_PERMISSION, Map.of("brokerName", "a"));

        assertThat(events())
                .filteredOn(event -> event.by().isPresent())
                .containsExactly(
                        of(EventKind.DRAIN_SET, "").by(client.address()),
                        of(EventKind.DRAIN_LIFTED, "").by(client.address()));
    }

    @Test
    void aWarmRestart() throws StartException {
        broker("a", 0, "h:1").register("T", "U");
        server.close();
        start();

        awaitReason("never", "the name server started \\d+ s ago and brokers are still reporting");
        broker("a", 0, "h:1").register("T", "U");

        var afterwards = entriesAfterTheLastStart();
        assertThat(afterwards.get(1)).isEqualTo(Event.of(EventKind.ROUTES_RESTORED, "from the snapshot"));
        assertThat(afterwards.get(2).kind()).isEqualTo(EventKind.BROKER_RETURNED);
        assertThat(afterwards.get(2).detail()).matches("id 0 at h:1, after \\d+ s without a report");
        assertThat(afterwards.get(3)).isEqualTo(Event.of(EventKind.SERVER_STOPPED, ""));
    }

    private List<Event> entriesAfterTheLastStart() {
        server.close();
        try (var journal = Journal.open(home.resolve("state/journal"), 1 << 20, Clock.systemUTC())) {
            var start =
                    journal.read(Query.newest(1).of(EventKind.SERVER_STARTED)).get(0);
            return journal.read(Query.after(start.number() - 1, 100)).stream()
                    .map(Entry::event)
                    .toList();
        }
    }

    @Test
    void whatWasKnownIsKnownAfterARestart() throws StartException {
        var broker = broker("a", 0, "h:1");
        broker.register("T", "U");
        client.ask(RequestCode.DELETE_TOPIC, Map.of("topic", "T"));
        broker.unregister();

        server.close();
        start();

        awaitReason("T", "it was deleted at " + TIME);
        awaitReason("U", "a, the last to have it, left at " + TIME + ": it unregistered");
    }
}
