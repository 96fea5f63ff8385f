package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.server.config.AccessKeys;
import io.lodestar.server.config.AccessMode;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.MemberList;
import io.lodestar.server.config.PeerKeys;
import io.lodestar.server.config.Settings;
import io.lodestar.server.config.TlsKeys;
import io.lodestar.server.peers.Agreement;
import io.lodestar.server.peers.Difference;
import io.lodestar.server.peers.ListedServer;
import io.lodestar.server.peers.ListedServer.Standing;
import io.lodestar.server.peers.PeerState;
import io.lodestar.server.peers.Subject;
import io.lodestar.transport.tls.TlsMode;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Name servers that look at one another, over real sockets. */
class PeersTest {
    private static final long INTERVAL_MILLIS = 100;

    @TempDir
    private Path home;

    private final List<AutoCloseable> open = new ArrayList<>();
    private List<NameServer> servers = List.of();

    @AfterEach
    void stop() throws Exception {
        for (var each : open) {
            each.close();
        }
    }

    /** Starts as many servers, each with the list of all of them and of others. */
    private void start(int count, UnaryOperator<Settings> more, String... others) throws Exception {
        var ports = freePorts(count);
        var members = new MemberList(Stream.concat(ports.stream().map(port -> "127.0.0.1:" + port), Stream.of(others))
                .toList());
        var started = new ArrayList<NameServer>();
        for (int port : ports) {
            var server = NameServer.start(more.apply(Settings.inMemory()
                    .with(Keys.LISTEN_PORT, port)
                    .with(PeerKeys.MEMBERS_OF_ALL, members)
                    .with(PeerKeys.COMPARE_INTERVAL_MILLIS, INTERVAL_MILLIS)));
            open.add(server);
            started.add(server);
        }
        servers = started;
    }

    private static List<Integer> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        var ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
        for (var socket : sockets) {
            socket.close();
        }
        return ports;
    }

    private Peer line(int server) {
        var peer = new Peer(servers.get(server).address());
        open.add(0, peer);
        return peer;
    }

    private FakeBroker broker(int server, String name) {
        return new FakeBroker(line(server), "C", name, 0);
    }

    private PeerState state(int server, int of) {
        var address = servers.get(of).hostAndPort();
        return servers.get(server).peers().states().stream()
                .filter(state -> state.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    private void awaitAgreement(Agreement wanted, int server, int of) {
        await().untilAsserted(() -> assertThat(state(server, of).agreement())
                .as(state(server, of).toString())
                .isEqualTo(wanted));
    }

    private List<Standing> standings(int server) {
        return servers.get(server).peers().members().stream()
                .map(ListedServer::standing)
                .toList();
    }

    @Test
    void serversThatKnowTheSameSaySo() throws Exception {
        start(3, settings -> settings);
        for (int server = 0; server < 3; server++) {
            broker(server, "a").register("T", "U");
        }

        awaitAgreement(Agreement.SAME, 0, 1);
        awaitAgreement(Agreement.SAME, 0, 2);
        awaitAgreement(Agreement.SAME, 2, 0);

        assertThat(standings(0)).containsExactly(Standing.SELF, Standing.READY, Standing.READY);
        assertThat(standings(2)).containsExactly(Standing.READY, Standing.READY, Standing.SELF);
        assertThat(servers.get(0).peers().states())
                .extracting(PeerState::address)
                .hasSize(2);
        assertThat(state(0, 1).ready()).contains(true);
        assertThat(state(0, 1).release())
                .hasValueSatisfying(release -> assertThat(release).startsWith("Lodestar"));
    }

    @Test
    void eachKindOfDifferenceIsFoundNamedAndOverWhenItEnds() throws Exception {
        start(2, settings -> settings);
        broker(0, "a").register("T", "U", "OnlyFirst");
        broker(1, "a").register("T", "U");
        broker(1, "b").register("T", "U");
        var first = line(0);
        first.ask(RequestCode.PUT_KV_CONFIG, Map.of("namespace", "n", "key", "k", "value", "1"));
        line(1).ask(RequestCode.PUT_KV_CONFIG, Map.of("namespace", "n", "key", "k", "value", "2"));
        awaitAgreement(Agreement.DIFFERS, 0, 1);

        await().untilAsserted(() -> {
            var differences = state(0, 1).differences();
            assertThat(differences).containsOnlyKeys(Subject.TOPICS, Subject.BROKERS, Subject.KV);
            assertThat(state(0, 1).differences(Subject.TOPICS).items())
                    .extracting(Difference::name, Difference::kind)
                    .containsExactly(
                            tuple("OnlyFirst", Difference.Kind.MISSING_THERE),
                            tuple("T", Difference.Kind.DIFFERS),
                            tuple("U", Difference.Kind.DIFFERS));
        });
        assertThat(state(0, 1).differences(Subject.TOPICS).items().get(1).detail())
                .isEqualTo("b: here nothing; there 4 read and 4 write queues, rw-");
        assertThat(state(0, 1).differences(Subject.BROKERS).items())
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.name()).isEqualTo("b");
                    assertThat(item.kind()).isEqualTo(Difference.Kind.MISSING_HERE);
                });
        assertThat(state(0, 1).differences(Subject.KV).items())
                .singleElement()
                .satisfies(
                        item -> assertThat(item.detail())
                                .matches(
                                        "value: here 1 characters, digest [0-9a-f]{16}; there 1 characters, digest [0-9a-f]{16}"));

        broker(0, "b").register("T", "U");
        broker(1, "a").register("T", "U", "OnlyFirst");
        first.ask(RequestCode.PUT_KV_CONFIG, Map.of("namespace", "n", "key", "k", "value", "2"));
        awaitAgreement(Agreement.SAME, 0, 1);
        awaitAgreement(Agreement.SAME, 1, 0);

        await().untilAsserted(() -> {
            var events = first.ask(RequestCode.GET_EVENTS, Map.of("kinds", "PEER_DIFFERS,PEER_AGREES"));
            assertThat(events.body().toString(StandardCharsets.UTF_8))
                    .contains("PEER_DIFFERS", "PEER_AGREES", "OnlyFirst");
        });
    }

    @Test
    void aDrainOnOneServerAloneAndAnotherSettingAreDifferences() throws Exception {
        start(2, settings -> settings);
        broker(0, "a").register("T", "U");
        broker(1, "a").register("T", "U");
        line(0).ask(RequestCode.WIPE_WRITE_PERMISSION, Map.of("brokerName", "a"));
        var change = Unpooled.copiedBuffer("orderMessageEnable=true\n", StandardCharsets.UTF_8);
        line(1).ask(RequestCode.UPDATE_CONFIG, ExtFields.EMPTY, change);

        awaitAgreement(Agreement.DIFFERS, 0, 1);

        await().untilAsserted(() -> {
            assertThat(state(0, 1).differences(Subject.BROKERS).items())
                    .singleElement()
                    .satisfies(
                            item -> assertThat(item.detail()).isEqualTo("drained: here in cluster C; there nothing"));
            assertThat(state(0, 1).differences(Subject.CONFIG).items())
                    .singleElement()
                    .satisfies(item -> assertThat(item)
                            .extracting(Difference::name, Difference::detail)
                            .containsExactly("orderMessageEnable", "value: here false; there true"));
            assertThat(state(0, 1).differences()).doesNotContainKey(Subject.TOPICS);
        });
    }

    @Test
    void whoDoesNotAnswerIsUnreachableAndHoldsUpNobodyElse() throws Exception {
        var hole = NoticeReceiver.blackHole();
        var deaf = NoticeReceiver.deaf();
        open.add(hole);
        open.add(deaf);
        start(2, settings -> settings, hole.address(), deaf.address(), "127.0.0.1:1", "no-such-host.invalid:9876");

        awaitAgreement(Agreement.SAME, 0, 1);
        await().untilAsserted(() -> assertThat(standings(0))
                .containsExactly(
                        Standing.SELF,
                        Standing.READY,
                        Standing.UNREACHABLE,
                        Standing.UNREACHABLE,
                        Standing.UNREACHABLE,
                        Standing.UNREACHABLE));

        assertThat(servers.get(0).peers().states())
                .extracting(PeerState::remark)
                .anySatisfy(remark -> assertThat(remark).contains("takes connections, and does not answer"))
                .anySatisfy(remark -> assertThat(remark).contains("no answer within"))
                .anySatisfy(remark -> assertThat(remark).contains("connection refused"))
                .anySatisfy(remark -> assertThat(remark).contains("host name"));
    }

    @Test
    void aServerThatIsStoppedIsUnreachable() throws Exception {
        start(2, settings -> settings);
        awaitAgreement(Agreement.SAME, 0, 1);

        servers.get(1).close();

        awaitAgreement(Agreement.UNREACHABLE, 0, 1);
        assertThat(standings(0)).containsExactly(Standing.SELF, Standing.UNREACHABLE);
    }

    @Test
    void encryptedServersCompareEncrypted() throws Exception {
        start(2, settings -> settings.with(TlsKeys.MODE, TlsMode.ENFORCING));

        awaitAgreement(Agreement.SAME, 0, 1);
        awaitAgreement(Agreement.SAME, 1, 0);
    }

    @Test
    void anAccountForPeersLetsServersCompareWhereAccountsAreNeeded() throws Exception {
        var accounts = accounts("""
            accounts:
              - {accessKey: operator, secretKey: s, roles: admin}
              - {accessKey: servers, secretKey: t, roles: peer}
            """);

        start(2, settings -> enforced(settings, accounts));

        awaitAgreement(Agreement.SAME, 0, 1);
    }

    @Test
    void withoutAnAccountForPeersTheReasonIsTold() throws Exception {
        var accounts = accounts("""
            accounts:
              - {accessKey: operator, secretKey: s, roles: admin}
            """);

        start(2, settings -> enforced(settings, accounts));

        await().untilAsserted(() -> assertThat(state(0, 1).remark()).contains("is not signed"));
        assertThat(state(0, 1).agreement()).isEqualTo(Agreement.UNKNOWN);
        assertThat(standings(0)).containsExactly(Standing.SELF, Standing.READY);
    }

    private Path accounts(String yaml) throws IOException {
        return Files.writeString(home.resolve("accounts.yml"), yaml);
    }

    private static Settings enforced(Settings settings, Path accounts) {
        return settings.with(AccessKeys.ACCESS_CONTROL, AccessMode.ENFORCE).with(AccessKeys.ACCOUNTS_FILE, accounts);
    }
}
