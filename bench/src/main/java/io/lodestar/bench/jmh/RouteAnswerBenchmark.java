package io.lodestar.bench.jmh;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.RequestCode;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.server.access.AccessControl;
import io.lodestar.server.access.Audit;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Settings;
import io.lodestar.server.handler.Dispatcher;
import io.lodestar.server.handler.Services;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.peers.Inventory;
import io.lodestar.server.store.DrainStore;
import io.lodestar.server.store.KvStore;
import io.lodestar.server.watch.Bell;
import io.lodestar.server.watch.RouteStamps;
import io.lodestar.server.watch.RouteWatch;
import io.lodestar.server.watch.WatchLimits;
import io.lodestar.server.work.Lanes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What does a route query cost from its frame to its answer in the output, without the socket? The same server has seen requests of many kinds. */
@State(Scope.Thread)
public class RouteAnswerBenchmark {
    private static final String TOPIC = "orders-000042";
    private static final int ROUNDS_OF_OTHERS = 20_000;

    /** How the query's header is written. */
    @Param
    HeaderEncoding encoding = HeaderEncoding.JSON;

    /** How many brokers have the topic. */
    @Param({"4", "300"})
    int brokers = 4;

    private final SinkConnection connection = new SinkConnection();
    private final Journal journal = Journal.open(Path.of(""), 0, Clock.systemUTC());
    private final ByteBuf query = Unpooled.directBuffer();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Dispatcher dispatcher = dispatcher(journal, waiting::add);

    private static Dispatcher dispatcher(Journal journal, Executor workers) {
        try {
            var folder = Files.createTempDirectory("lodestar-bench");
            var registry = new Registry(Ticker.system());
            var kv = KvStore.open(folder.resolve("kvConfig.json"));
            var configuration = Configuration.of(Settings.defaults());
            var watch = RouteWatch.start(
                    new Bell(),
                    new RouteStamps(registry, kv, configuration),
                    WatchLimits.of(configuration.current()),
                    new DefaultThreadFactory("watch", true));
            var services = new Services(
                    registry,
                    kv,
                    DrainStore.open(folder.resolve("drains"), registry),
                    configuration,
                    Ticker.system(),
                    Clock.systemUTC(),
                    change -> {},
                    journal,
                    AccessControl.off(registry),
                    new Audit(journal, Ticker.system()),
                    watch,
                    new Inventory(registry, kv, configuration, Ticker.system()));
            return new Dispatcher(services, Lanes.of(workers, 2));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Registers the brokers, and has requests of all kinds answered. */
    @Setup
    public void start() {
        for (int i = 0; i < brokers; i++) {
            ask(RequestCode.REGISTER_BROKER, broker(i), registration());
        }
        write(query, RequestCode.GET_ROUTE_INFO, Map.of("topic", TOPIC), "");
        for (int i = 0; i < ROUNDS_OF_OTHERS; i++) {
            ask(RequestCode.BROKER_HEARTBEAT, broker(i % brokers), "");
            ask(RequestCode.GET_KV_CONFIG, Map.of("namespace", "n", "key", "k"), "");
            ask(RequestCode.GET_ROUTE_INFO, Map.of("topic", "unknown-" + i % 100), "");
            ask(RequestCode.GET_CLUSTER_INFO, Map.of(), "");
            ask(RequestCode.GET_BROKER_MEMBER_GROUP, broker(0), "");
            routeQuery();
        }
    }

    /** Gives the bytes back. */
    @TearDown
    public void stop() {
        query.release();
        connection.out.release();
        journal.close();
    }

    /** Reads the query, finds the route, and appends the answer as a connection does. */
    @Benchmark
    public ByteBuf routeQuery() {
        connection.out.clear();
        dispatcher.onFrame(connection, FrameCodec.read(query.readerIndex(Integer.BYTES)));
        return connection.out;
    }

    private void ask(RequestCode code, Map<String, String> fields, String body) {
        var request = Unpooled.directBuffer();
        write(request, code, fields, body);
        connection.out.clear();
        dispatcher.onFrame(connection, FrameCodec.read(request.readerIndex(Integer.BYTES)));
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        request.release();
    }

    private void write(ByteBuf out, RequestCode code, Map<String, String> fields, String body) {
        var bytes = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
        FrameCodec.writeHead(new Frame(encoding, Header.request(code, 4711, ExtFields.of(fields)), bytes), out);
        out.writeBytes(bytes);
    }

    private static Map<String, String> broker(int number) {
        return Map.of(
                "clusterName",
                "DefaultCluster",
                "brokerName",
                "broker-" + number,
                "brokerAddr",
                "10.0.0." + number + ":10911",
                "brokerId",
                "0");
    }

    private static String registration() {
        return "{\"topicConfigSerializeWrapper\":{\"dataVersion\":{\"counter\":1,\"stateVersion\":0,\"timestamp\":1},"
                + "\"topicConfigTable\":{" + topic(TOPIC) + "," + topic("second") + "}},\"filterServerList\":[]}";
    }

    private static String topic(String name) {
        return "\"" + name + "\":{\"perm\":6,\"readQueueNums\":8,\"topicName\":\"" + name
                + "\",\"topicSysFlag\":0,\"writeQueueNums\":8}";
    }
}
