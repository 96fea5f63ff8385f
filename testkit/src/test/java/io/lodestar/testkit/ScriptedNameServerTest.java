package io.lodestar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.NameServerException;
import io.lodestar.client.remote.Answer;
import io.lodestar.client.remote.Remote;
import io.lodestar.client.remote.Request;
import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedNameServerTest {
    private final ScriptedNameServer server = ScriptedNameServer.start(question -> Reply.success("{}"));
    private final Remote remote = Remote.open(ClientSettings.of(server.hostAndPort()));

    @AfterEach
    void close() {
        remote.close();
        server.close();
    }

    private CompletableFuture<Answer> ask(String topic, Duration limit) {
        var request = Request.of(RequestCode.GET_ROUTE_INFO, ExtFields.of(Map.of("topic", topic)));
        return remote.ask(server.hostAndPort(), request, limit);
    }

    @Test
    void itAnswersByTheQuestionAndRemembersIt() {
        // example: ScriptedNameServer
        server.follow(question -> question.code() == Question.GET_ROUTE
                        && question.field("topic").filter("orders"::equals).isPresent()
                ? Reply.success("{\"brokerDatas\":[],\"queueDatas\":[]}")
                : Reply.refusal(17, "no such topic"));
        // end of example

        assertThat(ask("orders", Duration.ofSeconds(3)).join().body().toString(StandardCharsets.UTF_8))
                .startsWith("{\"brokerDatas\"");
        assertThat(ask("bills", Duration.ofSeconds(3)).join().remark()).isEqualTo("no such topic");
        assertThat(server.questions())
                .extracting(question -> question.field("topic").orElse(""))
                .containsExactly("orders", "bills");
    }

    @Test
    void itCanBeSilentLateOrGone() {
        server.follow(question -> Reply.success("{}").after(Duration.ofMillis(300)));
        long asked = System.nanoTime();
        assertThat(ask("orders", Duration.ofSeconds(3)).join().code()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofMillis(300));

        server.follow(question -> Reply.hangUp());
        assertThatThrownBy(() -> ask("orders", Duration.ofSeconds(3)).join())
                .hasCauseInstanceOf(NameServerException.Unreachable.class);

        server.follow(question -> Reply.silence());
        assertThatThrownBy(() -> ask("orders", Duration.ofMillis(200)).join())
                .hasCauseInstanceOf(NameServerException.TimedOut.class);
    }

    @Test
    void itDropsConnectionsAndComesBackOnItsPort() {
        assertThat(ask("orders", Duration.ofSeconds(3)).join().code()).isZero();
        server.dropConnections();
        await().until(() -> server.connectionCount() == 0);
        int port = Integer.parseInt(server.hostAndPort().substring("127.0.0.1:".length()));
        server.close();

        try (var next = ScriptedNameServer.startAt(port, question -> Reply.refusal(1, "I am new here"))) {
            assertThat(ask("orders", Duration.ofSeconds(3)).join().remark()).isEqualTo("I am new here");
            assertThatThrownBy(() -> ScriptedNameServer.startAt(port, question -> Reply.silence()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use");
            assertThat(next.questions()).hasSize(1);
        }
    }
}
