package io.lodestar.server.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.Language;
import io.lodestar.protocol.Release;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.DataVersion;
import io.lodestar.protocol.body.RegistrationBody;
import io.lodestar.protocol.body.TopicConfig;
import io.lodestar.protocol.body.TopicSettings;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.server.access.AccessControl;
import io.lodestar.server.access.Audit;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Settings;
import io.lodestar.server.journal.Entry;
import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.journal.Query;
import io.lodestar.server.peers.Inventory;
import io.lodestar.server.store.DrainStore;
import io.lodestar.server.store.KvStore;
import io.lodestar.server.watch.Bell;
import io.lodestar.server.watch.RouteStamps;
import io.lodestar.server.watch.RouteWatch;
import io.lodestar.server.watch.WatchLimits;
import io.lodestar.server.work.Lanes;
import io.lodestar.transport.Connection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of requests that are worked on side by side; here the test decides in which order. */
class DispatcherTest {
    private static final Map<String, String> BROKER =
            Map.of("clusterName", "C", "brokerName", "a", "brokerAddr", "h:1", "brokerId", "0");

    @TempDir
    private Path home;

    private final Registry registry = new Registry(Ticker.system());
    private final List<Runnable> waiting = new ArrayList<>();
    private Journal journal;
    private RouteWatch watch;
    private Services services;
    private Dispatcher dispatcher;

    @BeforeEach
    void start() throws IOException {
        journal = Journal.open(home.resolve("journal"), 1 << 20, Clock.systemUTC());
        var kv = KvStore.open(home.resolve("kvConfig.json"));
        var configuration = Configuration.of(Settings.defaults());
        watch = RouteWatch.start(
                new Bell(),
                new RouteStamps(registry, kv, configuration),
                WatchLimits.of(configuration.current()),
                Thread::new);
        services = new Services(
                registry,
                kv,
                DrainStore.open(home.resolve("drains"), registry),
                configuration,
                Ticker.system(),
                Clock.systemUTC(),
                change -> {},
                journal,
                AccessControl.off(registry),
                new Audit(journal, Ticker.system()),
                watch,
                new Inventory(registry, kv, configuration, Ticker.system()));
        dispatcher = new Dispatcher(services, Lanes.of(waiting::add, 100));
    }

    @AfterEach
    void stop() {
        watch.close();
        journal.close();
    }

    @Test
    void aRegistrationOnAConnectionThatWasGivenUpDoesNotTakeTheBrokerAlong() {
        var givenUp = new FakeConnection(1);
        var current = new FakeConnection(2);
        dispatcher.onFrame(givenUp, registration());
        givenUp.close();
        dispatcher.onClosed(givenUp);
        dispatcher.onFrame(current, registration());

        waiting.get(2).run(); // the registration on the new connection
        waiting.get(0).run(); // the one on the old connection, which waited longer
        waiting.get(1).run(); // the end of the old connection

        assertThat(registry.groups()).containsOnlyKeys("a");
        assertThat(current.sent).hasSize(1);
    }

    @Test
    void aBrokerThatOnlyRegisteredOnAClosedConnectionIsGone() {
        var closed = new FakeConnection(1);
        dispatcher.onFrame(closed, registration());
        closed.close();
        dispatcher.onClosed(closed);

        waiting.get(1).run(); // the end of the connection, before the registration
        waiting.get(0).run();

        assertThat(registry.groups()).isEmpty();
    }

    @Test
    void aSignOfLifeThatIsReadAfterItsConnectionClosedBindsNoBrokerToIt() {
        var current = new FakeConnection(1);
        dispatcher.onFrame(current, registration());
        waiting.remove(0).run();
        var closed = new FakeConnection(2);
        closed.close();

        dispatcher.onFrame(closed, Frame.of(HeaderEncoding.JSON, header(RequestCode.BROKER_HEARTBEAT, BROKER)));
        dispatcher.onClosed(closed);
        waiting.remove(0).run();

        assertThat(registry.groups()).containsOnlyKeys("a");
    }

    @Test
    void whoFindsTheLaneFullIsToldThatTheServerIsBusyAndMayAskAgain() {
        var first = new FakeConnection(1);
        var second = new FakeConnection(2);
        dispatcher = new Dispatcher(services, Lanes.of(waiting::add, 1));
        dispatcher.onFrame(first, registration());

        dispatcher.onFrame(second, registration());
        waiting.remove(0).run();
        dispatcher.onFrame(second, registration());
        waiting.remove(0).run();

        var codes = second.sent.stream().map(frame -> frame.header().code()).toList();
        assertThat(codes).containsExactly(ResponseCode.SYSTEM_BUSY.code(), ResponseCode.SUCCESS.code());
        assertThat(second.sent.get(0).header().remark())
                .isEqualTo("[OVERLOAD]system busy, start flow control for a while");
        assertThat(second.paused).isFalse();
        assertThat(recordedRefusals()).singleElement().asString().contains("REGISTER_BROKER (103)", "system busy");
    }

    @Test
    void whatAsksForAChangeWhileTheServerLeavesIsRecordedAsRefused() {
        var peer = new FakeConnection(1);
        dispatcher.leave();

        dispatcher.onFrame(peer, registration());
        dispatcher.onFrame(
                peer, Frame.of(HeaderEncoding.JSON, header(RequestCode.GET_ROUTE_INFO, Map.of("topic", "T"))));

        assertThat(peer.sent).hasSize(2);
        assertThat(recordedRefusals()).singleElement().asString().contains("REGISTER_BROKER (103)", "please go away");
    }

    private List<Event> recordedRefusals() {
        journal.close();
        try (var written = Journal.open(home.resolve("journal"), 1 << 20, Clock.systemUTC())) {
            return written.read(Query.after(0, 100).of(EventKind.REQUEST_REFUSED)).stream()
                    .map(Entry::event)
                    .toList();
        }
    }

    @Test
    void aFullLaneKeepsNobodyFromTheOthers() {
        var broker = new FakeConnection(1);
        var person = new FakeConnection(2);
        dispatcher = new Dispatcher(services, Lanes.of(waiting::add, 1));
        dispatcher.onFrame(broker, registration());

        dispatcher.onFrame(person, Frame.of(HeaderEncoding.JSON, header(RequestCode.GET_ALL_TOPICS, Map.of())));
        dispatcher.onFrame(
                person, Frame.of(HeaderEncoding.JSON, header(RequestCode.GET_ROUTE_INFO, Map.of("topic", "T"))));

        assertThat(waiting).hasSize(2);
        assertThat(person.sent).extracting(frame -> frame.header().code()).containsExactly(17);
    }

    @Test
    void aListOfTopicsIsWrittenOnceForEachChange() {
        var person = new FakeConnection(1);
        var list = Frame.of(HeaderEncoding.JSON, header(RequestCode.GET_ALL_TOPICS, Map.of()));
        dispatcher.onFrame(person, list);
        waiting.remove(0).run();
        dispatcher.onFrame(person, list);
        waiting.remove(0).run();

        dispatcher.onFrame(new FakeConnection(2), registrationOf("new", "newer"));
        waiting.remove(0).run();
        dispatcher.onFrame(person, list);
        waiting.remove(0).run();

        assertThat(person.sent.get(1).body()).isSameAs(person.sent.get(0).body());
        assertThat(person.sent.get(2).body().toString(UTF_8)).isEqualTo("{\"topicList\":[\"new\",\"newer\"]}");
    }

    @Test
    void aNamespaceIsWrittenOnceForEachChangeForAllWhoListIt() throws IOException {
        var first = new FakeConnection(1);
        var second = new FakeConnection(2);
        var list = Frame.of(HeaderEncoding.JSON, header(RequestCode.GET_KV_LIST, Map.of("namespace", "n")));
        services.kv().put("n", "k", Optional.of("v"));
        dispatcher.onFrame(first, list);
        waiting.remove(0).run();
        dispatcher.onFrame(second, list);
        waiting.remove(0).run();

        services.kv().put("n", "k", Optional.of("w"));
        dispatcher.onFrame(second, list);
        waiting.remove(0).run();

        assertThat(second.sent.get(0).body()).isSameAs(first.sent.get(0).body());
        assertThat(first.sent.get(0).body().toString(UTF_8)).isEqualTo("{\"table\":{\"k\":\"v\"}}");
        assertThat(second.sent.get(1).body().toString(UTF_8)).isEqualTo("{\"table\":{\"k\":\"w\"}}");
    }

    @Test
    void brokersAreSentTheSameBytesOfTheOrderConfiguration() throws IOException {
        var broker = new FakeConnection(1);
        var person = new FakeConnection(2);
        var namespace = Map.of("namespace", "ORDER_TOPIC_CONFIG");
        services.kv().put("ORDER_TOPIC_CONFIG", "T", Optional.of("a:4"));

        dispatcher.onFrame(broker, registration());
        waiting.remove(0).run();
        dispatcher.onFrame(broker, registration());
        waiting.remove(0).run();
        dispatcher.onFrame(person, Frame.of(HeaderEncoding.JSON, header(RequestCode.GET_KV_LIST, namespace)));
        waiting.remove(0).run();

        assertThat(person.sent.get(0).body().toString(UTF_8)).isEqualTo("{\"table\":{\"T\":\"a:4\"}}");
        assertThat(broker.sent)
                .hasSize(2)
                .allSatisfy(answer ->
                        assertThat(answer.body()).isSameAs(person.sent.get(0).body()));
    }

    @Test
    void anAnswerThatFitsIntoNoHeaderIsRefused() {
        var peer = new FakeConnection(1);
        var fields =
                Map.of("topic", "\u0001".repeat(3_000_000)); // each takes one byte in a request and six in an answer

        dispatcher.onFrame(peer, Frame.of(HeaderEncoding.JSON, header(RequestCode.GET_ROUTE_INFO, fields)));

        var answer = peer.sent.get(0).header();
        assertThat(answer.code()).isEqualTo(ResponseCode.SYSTEM_ERROR.code());
        assertThat(answer.remark()).contains("header length");
        assertThat(answer.opaque()).isEqualTo(1);
    }

    @Test
    void aValueThatCannotBeKeptSaysWhy() throws IOException {
        Files.createDirectory(home.resolve("kvConfig.json")); // a folder where the file should be
        var peer = new FakeConnection(1);
        var fields = Map.of("namespace", "n", "key", "k", "value", "v");

        dispatcher.onFrame(peer, Frame.of(HeaderEncoding.JSON, header(RequestCode.PUT_KV_CONFIG, fields)));
        waiting.get(0).run();

        var answer = peer.sent.get(0).header();
        assertThat(answer.code()).isEqualTo(ResponseCode.SYSTEM_ERROR.code());
        assertThat(answer.remark()).startsWith("not kept on disk: ").doesNotContain(home.toString());
    }

    private static Frame registration() {
        return registration(Unpooled.copiedBuffer("{}", UTF_8));
    }

    private static Frame registrationOf(String... names) {
        var body = Unpooled.buffer();
        var topics = Stream.of(names)
                .map(name -> new TopicConfig(name, TopicSettings.DEFAULT))
                .toList();
        RegistrationBody.of(new DataVersion(0, 1, 1), topics).writeJson(body);
        return registration(body);
    }

    private static Frame registration(ByteBuf body) {
        return new Frame(HeaderEncoding.JSON, header(RequestCode.REGISTER_BROKER, BROKER), body);
    }

    private static Header header(RequestCode code, Map<String, String> fields) {
        return new Header(code.code(), Language.JAVA, Release.SELF, 1, 0, "", ExtFields.of(fields));
    }

    /** A connection that keeps what can be sent. */
    private static final class FakeConnection implements Connection {
        private final long id;
        private final List<Frame> sent = new ArrayList<>();
        private boolean open = true;
        private boolean paused;

        FakeConnection(long id) {
            this.id = id;
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        }

        @Override
        public void send(Frame frame) {
            FrameCodec.writeHead(frame, Unpooled.buffer());
            sent.add(frame);
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }

        @Override
        public void pauseReading() {
            paused = true;
        }

        @Override
        public void resumeReading() {
            paused = false;
        }
    }
}
