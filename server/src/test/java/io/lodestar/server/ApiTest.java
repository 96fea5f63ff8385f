package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.server.config.AccessKeys;
import io.lodestar.server.config.HttpKeys;
import io.lodestar.server.config.HttpPort;
import io.lodestar.server.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API of a live server with traffic, over real sockets: each answer is held against openapi.yaml. */
class ApiTest {
    private static final String ACCOUNTS = """
            accounts:
              - {accessKey: operator, secretKey: s, roles: admin}
              - {accessKey: shop, secretKey: s}
            """;

    @TempDir
    private Path home;

    private NameServer server;
    private ApiClient api;
    private Peer line;
    private Peer client;
    private FakeBroker master;

    @BeforeEach
    void start() throws Exception {
        var accounts = Files.writeString(home.resolve("accounts.yml"), ACCOUNTS);
        server = NameServer.start(
                Settings.inMemory().with(HttpKeys.HTTP_PORT, HttpPort.of(0)).with(AccessKeys.ACCOUNTS_FILE, accounts));
        api = new ApiClient(server);
        line = new Peer(server.address());
        client = new Peer(server.address());
        master = new FakeBroker(line, "C", "broker-a", 0);
    }

    @AfterEach
    void stop() {
        client.close();
        master.close();
        server.close();
    }

    private void askFor(String topic) {
        client.ask(RequestCode.GET_ROUTE_INFO, Map.of("topic", topic));
    }

    @Test
    void theDescriptionHasEveryPathAndNoOther() {
        var routes = api.described("/paths").items().stream()
                .map(item -> ((Map<?, ?>) item).get("method") + " " + ((Map<?, ?>) item).get("path"))
                .toList();

        assertThat(routes).containsExactlyInAnyOrderElementsOf(ApiClient.DESCRIPTION.operations());
    }

    @Test
    void theExamplesOfTheDescriptionAreAsItSays() {
        assertThat(ApiClient.DESCRIPTION.exampleFaults()).isEmpty();
    }

    @Test
    void theDescriptionIsServed() {
        assertThat(api.get("/openapi.yaml").text()).startsWith("openapi: 3.1");
    }

    @Test
    void aServerSaysHowItIs() {
        master.register("T", "U");

        var server = api.described("/server").json();
        assertThat(ApiClient.member(server, "counts"))
                .containsEntry("topics", 2)
                .containsEntry("brokers", 1)
                .containsEntry("connections", 2);
        assertThat(ApiClient.member(server, "you")).containsEntry("mayWrite", false);
        assertThat(server.get("ready")).isEqualTo(true);
    }

    @Test
    void aBrokerIsShownAsItIsConnected() {
        master.register(ExtFields.of(Map.of("heartbeatTimeoutMillis", "30000")), "T", "U");

        var broker = (Map<?, ?>) api.described("/brokers").items().get(0);
        assertThat(broker.get("role")).isEqualTo("master");
        assertThat(ApiClient.member(broker, "connection"))
                .containsEntry("address", line.address())
                .containsEntry("tls", false);
        assertThat(broker.get("addressDiffers")).isEqualTo(true);
        assertThat(ApiClient.member(broker, "lease")).containsEntry("lengthMillis", 30_000);
        assertThat((Integer) ApiClient.member(broker, "registration").get("bytes"))
                .isPositive();
        assertThat(api.described("/brokers/{name}", "/brokers/broker-a").json().get("members"))
                .asInstanceOf(LIST)
                .hasSize(1);
        assertThat(api.described("/clusters").items())
                .singleElement()
                .satisfies(cluster -> assertThat(ApiClient.object(cluster))
                        .containsEntry("name", "C")
                        .containsEntry("topics", 2)
                        .containsEntry("masters", 1));
        assertThat(api.described("/connections").json().get("byKind")).hasToString("{broker=1, client=0, silent=1}");
    }

    @Test
    void brokersArePaged() {
        master.register("T", "U");
        var others = IntStream.range(1, 5)
                .mapToObj(id -> new FakeBroker(line, "C", "broker-a", id, "10.0.0." + id + ":10911"))
                .toList();
        others.forEach(other -> other.register("T", "U"));

        var first = api.described("/brokers", "/brokers?limit=3");
        var second = api.described(
                "/brokers", "/brokers?limit=3&after=" + first.json().get("next"));

        assertThat(first.names("id")).containsExactly(0, 1, 2);
        assertThat(second.names("id")).containsExactly(3, 4);
        assertThat(second.json().get("next")).isNull();
        assertThat(second.json().get("total")).isEqualTo(5);
        assertThat(api.described("/brokers", "/brokers?search=10.0.0.4").names("id"))
                .containsExactly(4);
    }

    @Test
    void topicsAreSearchedAndPaged() {
        var topics =
                IntStream.range(0, 250).mapToObj(i -> "topic-" + (1_000 + i)).toArray(String[]::new);
        master.register(topics);

        var seen = new ArrayList<Object>();
        var page = api.described("/topics", "/topics?limit=100");
        seen.addAll(page.names("name"));
        while (page.json().get("next") != null) {
            page = api.described(
                    "/topics", "/topics?limit=100&after=" + page.json().get("next"));
            seen.addAll(page.names("name"));
        }

        assertThat(seen).containsExactly((Object[]) topics);
        assertThat(api.described("/topics", "/topics?search=PIC-11&limit=5")
                        .json()
                        .get("total"))
                .isEqualTo(100);
        assertThat(api.described("/topics", "/topics?cluster=other").items()).isEmpty();
        assertThat(api.described("/brokers/{name}/topics", "/brokers/broker-a/topics?search=1249")
                        .names("name"))
                .containsExactly("topic-1249");
    }

    @Test
    void aTopicIsShownWithItsRouteAndWhy() {
        master.register("T", "U");
        api.change("PUT", "/drains/{broker}", "/drains/broker-a", "");

        var topic = api.described("/topics/{name}", "/topics/T").json();
        var queues = (Map<?, ?>)
                ApiClient.list(ApiClient.member(topic, "route").get("queues")).get(0);

        assertThat(queues.get("permission")).isEqualTo(6);
        assertThat(queues.get("answeredPermission")).isEqualTo(4);
        assertThat(String.valueOf(queues.get("why"))).contains("drained");
        assertThat(api.described("/topics/{name}/explanation", "/topics/T/explanation")
                        .text())
                .contains("TOPIC_ADDED");
        assertThat(api.described("/topics/{name}/route", "/topics/T/route").text())
                .contains("\"perm\":4");
        assertThat(api.get("/topics/T/route?form=legacy").text()).contains("{0:\"");
    }

    @Test
    void topicsThatAreAskedForInVainAreTold() {
        master.register("orders", "U");
        IntStream.range(0, 3).forEach(i -> askFor("ordres"));
        askFor("other");

        var missing = api.described("/missing-topics");
        assertThat(missing.names("topic")).containsExactly("ordres", "other");
        assertThat(missing.names("asked")).containsExactly(3, 1);
        assertThat(missing.names("similar").get(0)).hasToString("[orders]");
        assertThat(missing.text()).contains(client.address());

        master.register("orders", "ordres");
        assertThat(api.described("/missing-topics").names("topic")).containsExactly("other");
    }

    @Test
    void eventsAreFilteredAndPaged() {
        master.register("T", "U");
        api.change("PUT", "/kv/{namespace}/{key}", "/kv/N/k", "{\"value\":\"v\"}");
        await().until(() -> api.get("/events?kind=KV_CHANGED").items().size() == 1);

        var all = api.described("/events");
        assertThat(all.names("kind")).contains("SERVER_STARTED", "BROKER_REGISTERED", "TOPIC_ADDED");
        assertThat(api.described("/events", "/events?topic=U").names("kind")).contains("TOPIC_ADDED");
        assertThat(api.described("/events", "/events?search=n/K&kind=kv_changed")
                        .items())
                .hasSize(1);
        var newest = api.described("/events", "/events?limit=1");
        var older = api.described(
                "/events", "/events?limit=1&before=" + newest.json().get("next"));
        assertThat((Integer) older.names("sequence").get(0))
                .isEqualTo((Integer) newest.names("sequence").get(0) - 1);
    }

    @Test
    void anAdministratorChangesWhatPeopleMayChange() {
        master.register("T", "U");
        var kv = "/kv/{namespace}/{key}";

        assertThat(api.change("PUT", kv, "/kv/N%2F1/k", "{\"value\":\"v\"}")
                        .json()
                        .get("changed"))
                .isEqualTo(true);
        assertThat(api.change("PUT", kv, "/kv/N%2F1/k", "{\"value\":\"v\"}")
                        .json()
                        .get("changed"))
                .isEqualTo(false);
        assertThat(api.described("/kv").items()).hasToString("[{name=N/1, keys=1}]");
        assertThat(api.described("/kv/{namespace}", "/kv/N%2F1").items()).hasToString("[{key=k, value=v}]");
        assertThat(api.change("DELETE", kv, "/kv/N%2F1/k", "").json().get("changed"))
                .isEqualTo(true);

        api.change("PUT", "/drains/{broker}", "/drains/broker-a", "");
        assertThat(api.described("/drains").items()).hasToString("[{cluster=C, broker=broker-a, present=true}]");
        api.change("DELETE", "/drains/{broker}", "/drains/broker-a", "");
        assertThat(api.described("/drains").items()).isEmpty();

        api.change("DELETE", "/topics/{name}", "/topics/T", "");
        assertThat(api.described("/topics/{name}", "/topics/T").json().get("found"))
                .isEqualTo(false);
        assertThat(api.change("DELETE", "/topics/{name}", "/topics/T", "").status())
                .isEqualTo(404);
        await().until(() -> api.get("/events?kind=REQUEST_GRANTED").text().contains("\"principal\":\"operator\""));
    }

    @Test
    void configurationIsChangedWholeOrNotAtAll() {
        assertThat(api.change("PATCH", "/config", "/config", "{\"orderMessageEnable\":\"true\",\"nonsense\":\"1\"}")
                        .text())
                .contains("there is no key nonsense");
        assertThat(key("orderMessageEnable")).containsEntry("value", "false").containsEntry("origin", "default");
        assertThat(api.change("PATCH", "/config", "/config", "{\"listenPort\":\"1\"}")
                        .status())
                .isEqualTo(422);
        assertThat(api.change("PATCH", "/config", "/config", "{\"orderMessageEnable\":\"perhaps\"}")
                        .status())
                .isEqualTo(422);

        api.change("PATCH", "/config", "/config", "{\"orderMessageEnable\":\"true\"}");

        assertThat(key("orderMessageEnable")).containsEntry("value", "true").containsEntry("origin", "runtime");
        assertThat(key("listenPort")).containsEntry("origin", "program").containsEntry("changeable", false);
    }

    private Map<String, Object> key(String name) {
        return api.described("/config").items().stream()
                .map(ApiClient::object)
                .filter(item -> name.equals(item.get("name")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void changesNeedAnAdministrator() {
        var kv = "/kv/{namespace}/{key}";

        assertThat(api.change("PUT", kv, "/kv/N/k", "{\"value\":\"v\"}", "").status())
                .isBetween(401, 403);
        assertThat(api.change("PUT", kv, "/kv/N/k", "{\"value\":\"v\"}", "shop").status())
                .isEqualTo(403);
        assertThat(api.described("/kv").items()).isEmpty();
    }

    @Test
    void whatIsAskedForWronglyIsExplained() {
        master.register("T", "U");
        for (var path : List.of(
                "/topics?limit=0",
                "/topics?limit=1001",
                "/topics?limit=x",
                "/topics?serach=a",
                "/topics?search=a&search=b",
                "/events?kind=NONE",
                "/events?after=1&before=2",
                "/events?after=-1",
                "/brokers?after=x",
                "/brokers/nobody",
                "/topics/nothing/route",
                "/topics/T/route?form=binary",
                "/stream?after=x",
                "/nothing")) {
            var answer = api.get(path);

            assertThat(answer.status()).as(path).isBetween(400, 404);
            assertThat(answer.type()).as(path).isEqualTo("application/problem+json");
            assertThat(ApiClient.DESCRIPTION.faults("Problem", answer.text()))
                    .as(answer.text())
                    .isEmpty();
        }
        for (var body : List.of(
                "", "{", "[]", "{\"value\":1}", "{\"value\":\"a\",\"value\":\"b\"}", "{}", "{\"value\":\"a\"}x")) {
            assertThat(api.change("PUT", "/kv/{namespace}/{key}", "/kv/N/k", body)
                            .status())
                    .as(body)
                    .isEqualTo(422);
        }
    }

    @Test
    void levelsOfLoggersAreChanged() {
        api.change("PUT", "/logs/{logger}", "/logs/io.lodestar.server.NameServer", "{\"level\":\"debug\"}");
        assertThat(api.described("/logs").items().toString())
                .contains("{name=io.lodestar.server.NameServer, level=DEBUG}");

        api.change("PUT", "/logs/{logger}", "/logs/io.lodestar.server.NameServer", "{\"level\":\"INHERITED\"}");
        assertThat(api.described("/logs").items().toString()).doesNotContain("io.lodestar.server.NameServer");
        assertThat(api.change("PUT", "/logs/{logger}", "/logs/x", "{\"level\":\"loud\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void theExamplesOfTheDocumentWork() throws Exception {
        master.register("orders", "U");
        var asking = Pattern.compile("curl -s '?http://127.0.0.1:19876/api/v1(/[^'\\s]+)");
        var paths = asking.matcher(Files.readString(Path.of("../docs/api.md")))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(paths).hasSizeGreaterThan(4);
        assertThat(paths).allSatisfy(path -> assertThat(api.get(path).status()).isEqualTo(200));
    }

    @Test
    void thePeersOfAServerThatKnowsNoneAreNone() {
        assertThat(api.described("/peers").items()).isEmpty();
    }
}
