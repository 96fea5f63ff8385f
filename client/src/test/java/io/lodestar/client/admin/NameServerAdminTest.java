package io.lodestar.client.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.NameServerException;
import io.lodestar.client.ScriptedServer;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.header.RouteVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class NameServerAdminTest {
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static AdminClient client(ScriptedServer server) {
        return AdminClient.open(ClientSettings.of(server.address()).withRequestTimeout(SHORT));
    }

    private static ByteBuf json(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(UTF_8));
    }

    private static void failsWith(CompletableFuture<?> future, Class<? extends Throwable> type, String message) {
        assertThatThrownBy(future::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(type)
                .hasMessageContaining(message);
    }

    /** As name servers before 5.0 do it. */
    private static ScriptedServer.Script knowingOnlyOldCodes() {
        return (from, request) -> {
            if (request.header().code() < RequestCode.WATCH_ROUTES.code()) {
                ScriptedServer.answer(from, request, ResponseCode.TOPIC_NOT_EXIST, "no route", Unpooled.EMPTY_BUFFER);
            }
        };
    }

    @Test
    void anOldNameServerThatSaysNothingDoesNotKnowTheRequest() throws BindException {
        try (var server = ScriptedServer.start(knowingOnlyOldCodes());
                var client = client(server)) {
            var admin = client.nameServer(server.address());

            failsWith(admin.fetchStatus(), NameServerException.Unsupported.class, "GET_SERVER_STATE (24006)");
            failsWith(admin.watch(List.of(), news -> {}), NameServerException.Unsupported.class, "WATCH_ROUTES");
        }
    }

    @Test
    void aNameServerThatSaysNothingAtAllHasNotAnswered() throws BindException {
        try (var server = ScriptedServer.start(ScriptedServer.silence());
                var client = client(server)) {
            failsWith(client.nameServer(server.address()).fetchStatus(), NameServerException.TimedOut.class, "24006");
        }
    }

    @Test
    void anOldNameServerIsHealthyAllTheSame() throws BindException {
        try (var server = ScriptedServer.start(knowingOnlyOldCodes());
                var client = client(server)) {
            var health = client.nameServer(server.address()).checkHealth().join();

            assertThat(health.ready()).isTrue();
            assertThat(health.status()).isEmpty();
        }
    }

    @Test
    void aNameServerThatRefusesRoutesIsNotReadyAndSaysWhy() throws BindException {
        try (var server = ScriptedServer.start((from, request) -> ScriptedServer.answer(
                        from, request, ResponseCode.SYSTEM_ERROR, "name server not ready", Unpooled.EMPTY_BUFFER));
                var client = client(server)) {
            var health = client.nameServer(server.address()).checkHealth().join();

            assertThat(health.ready()).isFalse();
            assertThat(health.reasons()).containsExactly("name server not ready");
        }
    }

    @Test
    void ofANameServerThatDoesNotKnowTheAccountNothingIsKnown() throws BindException {
        try (var server = ScriptedServer.start((from, request) -> ScriptedServer.answer(
                        from, request, ResponseCode.NO_PERMISSION, "no such account", Unpooled.EMPTY_BUFFER));
                var client = client(server)) {
            var health = client.nameServer(server.address()).checkHealth();

            failsWith(health, NameServerException.Refused.class, "code 16: no such account");
        }
    }

    @Test
    void aWatchTellsWhatIsPushedAndGoesOnAfterItsConnectionWasLost() throws BindException {
        Queue<RouteChanges> news = new ConcurrentLinkedQueue<>();
        var none = "{\"all\":false,\"topics\":[]}";
        try (var server = ScriptedServer.start(
                        (from, request) -> ScriptedServer.answer(from, request, ResponseCode.SUCCESS, "", json(none)));
                var client = client(server);
                var watch = client.nameServer(server.address())
                        .watch(List.of("orders"), news::add)
                        .join()) {
            assertThat(watch).isNotNull();
            server.push(
                    RequestCode.ROUTES_CHANGED,
                    new RouteVersion(7, 3).toFields(),
                    "{\"all\":false,\"topics\":[\"orders\"]}".getBytes(UTF_8));
            Awaitility.await("the push").until(() -> news.contains(new RouteChanges(false, List.of("orders"))));
            news.clear();
            server.then((from, request) -> ScriptedServer.answer(
                    from, request, ResponseCode.SUCCESS, "", json("{\"all\":true,\"topics\":[]}")));

            server.dropConnections();

            Awaitility.await("what was missed").until(() -> news.contains(new RouteChanges(true, List.of())));
            var again = server.asked().get(server.asked().size() - 1);
            assertThat(again.fields().text("since")).contains(new RouteVersion(7, 3).toString());
        }
    }
}
