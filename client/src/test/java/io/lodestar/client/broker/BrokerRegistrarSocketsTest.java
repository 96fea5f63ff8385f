package io.lodestar.client.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.ScriptedServer;
import io.lodestar.protocol.RequestCode;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Registration over sockets, with name servers that are well, dead, deaf and slow at once. */
class BrokerRegistrarSocketsTest {
    private static final Broker BROKER = Broker.master("broker-a", "10.0.0.5:10911");
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
    private static final Duration SLOWNESS = Duration.ofSeconds(1);

    @Test
    void deadDeafAndSlowServersDelayNoOther() throws Exception {
        try (var well = ScriptedServer.start(ScriptedServer.success());
                var deaf = ScriptedServer.start(ScriptedServer.silence());
                var slow = ScriptedServer.start(afterAWhile());
                var dead = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var deadAddress = "127.0.0.1:" + dead.getLocalPort();
            dead.close();
            var servers = String.join(";", deadAddress, deaf.address(), slow.address(), well.address());
            var settings = RegistrationSettings.DEFAULTS.withTimeout(ANSWER_LIMIT);
            long begun = System.nanoTime();

            var registrar = BrokerRegistrar.start(ClientSettings.of(servers), BROKER, settings, List.of());
            await().atMost(SLOWNESS).until(() -> registrar.outcomes().containsKey(well.address()));
            await().atMost(ANSWER_LIMIT).until(() -> registrar.outcomes().containsKey(slow.address()));
            await().atMost(ANSWER_LIMIT.plusSeconds(2))
                    .until(() -> registrar.outcomes().size() == 4);

            assertThat(registrar.outcomes().get(well.address())).matches(RegistrationOutcome::isSuccess);
            assertThat(registrar.outcomes().get(slow.address()))
                    .isInstanceOfSatisfying(
                            RegistrationOutcome.Registered.class,
                            registered -> assertThat(registered.elapsed()).isBetween(SLOWNESS, ANSWER_LIMIT));
            assertThat(registrar.outcomes().get(deaf.address()))
                    .isInstanceOfSatisfying(
                            RegistrationOutcome.Failed.class,
                            failed -> assertThat(failed.problem()).contains(deaf.address(), "within 2000 ms"));
            assertThat(registrar.outcomes().get(deadAddress))
                    .isInstanceOfSatisfying(
                            RegistrationOutcome.Failed.class,
                            failed -> assertThat(failed.problem()).contains(deadAddress, "connection refused"));

            long closing = System.nanoTime();
            registrar.close();

            assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofMillis(3_800));
            assertThat(well.askedAbout(RequestCode.UNREGISTER_BROKER)).isEqualTo(1);
            assertThat(slow.askedAbout(RequestCode.UNREGISTER_BROKER)).isEqualTo(1);
            await().until(() -> well.connectionCount() + deaf.connectionCount() + slow.connectionCount() == 0);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(12));
        }
    }

    private static ScriptedServer.Script afterAWhile() {
        return (from, request) -> {
            request.body().retain();
            var unused =
                    java.util.concurrent.CompletableFuture.delayedExecutor(SLOWNESS.toMillis(), TimeUnit.MILLISECONDS);
            unused.execute(() -> {
                ScriptedServer.success().onRequest(from, request);
                request.body().release();
            });
        };
    }

    @Test
    void aBrokerComesBackToAServerThatWasRestarted() throws BindException {
        String address;
        var first = ScriptedServer.start(ScriptedServer.success());
        address = first.address();
        try (var registrar = BrokerRegistrar.start(ClientSettings.of(address), BROKER, BrokerTopic.of("orders"))) {
            assertThat(registrar.register().join().values()).allMatch(RegistrationOutcome::isSuccess);
            first.close();

            try (var second = ScriptedServer.startAt(address, ScriptedServer.success())) {
                await().atMost(Duration.ofSeconds(5)).until(() -> second.askedAbout(RequestCode.REGISTER_BROKER) > 0);
            }
        }
    }

    @Test
    void aServerThatClosesTheConnectionIsRegisteredWithAgain() throws BindException {
        try (var server = ScriptedServer.start(ScriptedServer.success());
                var registrar = BrokerRegistrar.start(ClientSettings.of(server.address()), BROKER)) {
            assertThat(registrar.register().join().values()).allMatch(RegistrationOutcome::isSuccess);
            long before = server.askedAbout(RequestCode.REGISTER_BROKER);

            server.dropConnections();

            await().atMost(Duration.ofSeconds(3)).until(() -> server.askedAbout(RequestCode.REGISTER_BROKER) > before);
        }
    }

    @Test
    void whoDiesLeavesNoConnectionAndNoGoodbye() throws BindException {
        try (var server = ScriptedServer.start(ScriptedServer.success());
                var registrar = BrokerRegistrar.start(ClientSettings.of(server.address()), BROKER)) {
            assertThat(registrar.register().join().values()).allMatch(RegistrationOutcome::isSuccess);

            registrar.abandon();

            await().until(() -> server.connectionCount() == 0);
            assertThat(server.askedAbout(RequestCode.UNREGISTER_BROKER)).isZero();
        }
    }
}
