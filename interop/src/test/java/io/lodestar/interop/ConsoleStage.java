package io.lodestar.interop;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.broker.Broker;
import io.lodestar.client.broker.BrokerTopic;
import io.lodestar.client.broker.RegistrationSettings;
import io.lodestar.testkit.FakeBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What there is to see in the console: three name servers of which one was not told everything, a real broker with a producer, brokers that are made up with
 * ten thousand topics, one that died, and somebody who asks for topics that nobody has.
 */
final class ConsoleStage implements AutoCloseable {
    static final int TOPICS = 10_000;
    static final String MISSING = "shop-ordres";

    /** Lives on the real broker alone, for those that are made up take no messages. */
    private static final String SOLD = "shop-payments";

    private static final String ACCOUNTS = """
            accounts:
              - {accessKey: operator, secretKey: operator-secret, roles: admin}
              - {accessKey: shop, secretKey: shop-secret}
            """;

    private final Scene scene;
    private final Deque<FakeBroker> fakes = new ArrayDeque<>();
    private final List<NameServerProcess> servers = new ArrayList<>();
    private final ApacheClient client;

    private ConsoleStage(Scene scene) {
        this.scene = scene;
        startServers();
        var real = BrokerSettings.master(Release.V5_5_0, "shop-a", all()).with("brokerClusterName", "shop");
        var broker = scene.broker(real);
        populate();
        broker.awaitRegistration(first());
        try (var admin = scene.admin(first().address())) {
            admin.updateTopic(broker, "shop-orders", 8);
            admin.updateTopic(broker, SOLD, 4);
            admin.run("updateOrderConf", "-t", "shop-orders", "-m", "put", "-v", "shop-a:8;shop-b:8");
            admin.run("updateKvConfig", "-s", "RUNBOOK", "-k", "on-call", "-v", "shop team");
            admin.run("wipeWritePerm", "-b", "metrics-b");
        }
        this.client = scene.client(Release.V5_5_0, first().address());
        client.send(SOLD, 20, "payment");
        client.startStream(SOLD);
        IntStream.range(0, 25).forEach(each -> first().routes().find(MISSING));
        first().routes().find("payments");
    }

    static ConsoleStage on(Scene scene) {
        return new ConsoleStage(scene);
    }

    /** The name server whose console is looked at. */
    NameServerProcess first() {
        return servers.get(0);
    }

    /** Where its console is. */
    String address() {
        return "http://127.0.0.1:" + httpPort(first().port()) + "/";
    }

    /** A broker comes with a topic of this name. */
    void addTopic(String topic) {
        fake("late-" + topic, "shop", all(), master -> master, List.of(BrokerTopic.of(topic)));
    }

    private void startServers() {
        var blocks = List.of(PortBlock.claim(), PortBlock.claim(), PortBlock.claim());
        var members = blocks.stream().map(block -> "127.0.0.1:" + block.port(1)).collect(Collectors.joining(";"));
        for (var block : blocks) {
            servers.add(scene.nameServer(
                    NameServerProgram.LODESTAR,
                    block,
                    Map.of(
                            "httpPort",
                            Integer.toString(httpPort(block.port(1))),
                            "accountsFile",
                            accounts(),
                            "nameServerMembers",
                            members,
                            "compareIntervalMillis",
                            "1000")));
        }
    }

    private String accounts() {
        try {
            return Files.writeString(scene.folder().resolve("accounts.yml"), ACCOUNTS)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void populate() {
        var many = IntStream.range(0, TOPICS)
                .mapToObj(number -> String.format(Locale.ROOT, "metrics-%05d", number))
                .map(name -> BrokerTopic.of(name, 4))
                .toList();
        fake("metrics-a", "metrics", all(), master -> master.withZone("east"), many);
        fake("metrics-b", "metrics", all(), master -> master.withZone("west"), many.subList(0, TOPICS / 2));
        var orders = List.of(BrokerTopic.of("shop-orders", 8), BrokerTopic.of("shop-carts", 4));
        fake("shop-b", "shop", all(), master -> master, orders);
        fake("shop-b", "shop", all(), master -> master.withId(1), List.of());
        var two = servers.get(0).address() + ";" + servers.get(1).address();
        fake("shop-new", "shop", two, master -> master, List.of(BrokerTopic.of("shop-returns", 4)));
        var dying = fake("shop-old", "shop", all(), master -> master, List.of(BrokerTopic.of("shop-legacy")));
        dying.kill();
    }

    private FakeBroker fake(
            String name, String cluster, String servers, UnaryOperator<Broker> shape, Collection<BrokerTopic> topics) {
        var broker = FakeBroker.start(
                ClientSettings.of(servers),
                master -> shape.apply(Broker.master(name, master.address()).withCluster(cluster)),
                RegistrationSettings.DEFAULTS,
                topics);
        fakes.push(broker);
        return broker;
    }

    private String all() {
        return servers.stream().map(NameServerProcess::address).collect(Collectors.joining(";"));
    }

    /** As the server chooses it by itself. */
    private static int httpPort(int listenPort) {
        return listenPort + 10_000;
    }

    @Override
    public void close() {
        while (!fakes.isEmpty()) {
            fakes.pop().kill();
        }
    }
}
