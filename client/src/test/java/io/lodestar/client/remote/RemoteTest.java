package io.lodestar.client.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.Credentials;
import io.lodestar.client.NameServerException;
import io.lodestar.client.ScriptedServer;
import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Request QUESTION =
            Request.of(RequestCode.GET_ROUTE_INFO, ExtFields.of(Map.of("topic", "orders")));

    private ScriptedServer server;
    private Remote remote;

    @BeforeEach
    void start() throws BindException {
        server = ScriptedServer.start(ScriptedServer.success());
        remote = Remote.open(ClientSettings.of(server.address()).withRequestTimeout(LONG));
    }

    @AfterEach
    void stop() {
        remote.close();
        server.close();
    }

    private Answer await(CompletableFuture<Answer> answer) {
        return Waiting.await(remote, answer, "a test");
    }

    private static ConditionFactory eventually() {
        return Awaitility.await();
    }

    @Test
    void aRequestIsAnsweredOverOneConnectionHoweverManyThereAre() {
        server.then((from, request) -> ScriptedServer.answer(
                from, request, ResponseCode.SUCCESS, "", Unpooled.copiedBuffer("body", StandardCharsets.UTF_8)));

        var first = remote.ask(server.address(), QUESTION);
        var second = remote.ask(server.address(), QUESTION);

        String text = await(first).read(body -> body.toString(StandardCharsets.UTF_8));
        assertThat(text).isEqualTo("body");
        assertThat(await(second).server()).isEqualTo(server.address());
        assertThat(server.connectionCount()).isEqualTo(1);
        assertThat(server.asked())
                .allSatisfy(header -> assertThat(header.fields().text("topic")).contains("orders"));
    }

    @Test
    void aRefusalIsAnAnswerThatSaysSoWhenItIsRead() {
        server.then(ScriptedServer.answering(ResponseCode.NO_PERMISSION, "not for you", ExtFields.ABSENT));

        var answer = await(remote.ask(server.address(), QUESTION));

        assertThat(answer.is(ResponseCode.NO_PERMISSION)).isTrue();
        assertThatExceptionOfType(NameServerException.Refused.class)
                .isThrownBy(answer::successful)
                .withMessage("name server " + server.address()
                        + " refuses GET_ROUTE_INFO (105) with code 16: not for you; give credentials that may do this");
    }

    @Test
    void anUnknownRequestIsToldFromARefusal() {
        server.then(ScriptedServer.answering(
                ResponseCode.REQUEST_CODE_NOT_SUPPORTED, " request type 105 not supported", ExtFields.ABSENT));

        var answer = await(remote.ask(server.address(), QUESTION));

        assertThatExceptionOfType(NameServerException.Unsupported.class)
                .isThrownBy(answer::successful)
                .withMessageContaining("does not know GET_ROUTE_INFO (105)");
    }

    @Test
    void aServerThatSaysNothingCostsTheTimeAndItsConnection() {
        server.then(ScriptedServer.silence());

        assertThatExceptionOfType(NameServerException.TimedOut.class)
                .isThrownBy(() -> await(remote.ask(server.address(), QUESTION, SHORT)))
                .withMessageContaining(server.address())
                .withMessageContaining("GET_ROUTE_INFO (105)")
                .withMessageContaining("200 ms");

        eventually().untilAsserted(() -> assertThat(server.connectionCount()).isZero());
    }

    @Test
    void whoeverAsksAgainAtOnceIsNotSentOverTheConnectionThatIsGivenUp() {
        server.then(ScriptedServer.silence());

        var again = remote.ask(server.address(), QUESTION, SHORT).exceptionallyCompose(failure -> {
            server.then(ScriptedServer.success());
            return remote.ask(server.address(), QUESTION);
        });

        assertThat(await(again).is(ResponseCode.SUCCESS)).isTrue();
    }

    @Test
    void aRequestThatOldServersIgnoreDoesNotCostTheConnection() {
        server.then(ScriptedServer.silence());

        assertThatExceptionOfType(NameServerException.TimedOut.class)
                .isThrownBy(() -> await(remote.ask(server.address(), QUESTION.perhapsUnknown(), SHORT)));
        server.then(ScriptedServer.success());

        assertThat(await(remote.ask(server.address(), QUESTION)).is(ResponseCode.SUCCESS))
                .isTrue();
        assertThat(server.connectionCount()).isEqualTo(1);
    }

    @Test
    void aServerThatIsNotThereIsNamedAtOnce() throws IOException {
        String nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "127.0.0.1:" + socket.getLocalPort();
        }

        assertThatExceptionOfType(NameServerException.Unreachable.class)
                .isThrownBy(() -> await(remote.ask(nobody, QUESTION)))
                .withMessage("name server " + nobody + " cannot be reached for GET_ROUTE_INFO (105): cannot connect to "
                        + nobody + ": nobody listens there (connection refused); check that it runs, and that its"
                        + " address is right");
    }

    @Test
    void aLostConnectionFailsWhatWaitsOnItIsToldAndIsOpenedAgain() {
        Queue<String> lost = new ConcurrentLinkedQueue<>();
        var unused = remote.onLost(lost::add);
        server.then((from, request) -> from.close());

        assertThatExceptionOfType(NameServerException.Unreachable.class)
                .isThrownBy(() -> await(remote.ask(server.address(), QUESTION)));
        server.then(ScriptedServer.success());

        assertThat(await(remote.ask(server.address(), QUESTION)).is(ResponseCode.SUCCESS))
                .isTrue();
        assertThat(lost).containsExactly(server.address());
    }

    @Test
    void whatTheServerSendsOfItsOwnAccordIsTold() {
        Queue<Push> pushes = new ConcurrentLinkedQueue<>();
        var subscription = remote.onPush(pushes::add);
        await(remote.ask(server.address(), QUESTION));

        server.push(
                RequestCode.NOTIFY_MIN_BROKER_ID_CHANGE,
                ExtFields.of(Map.of("minBrokerId", "0")),
                "body".getBytes(StandardCharsets.UTF_8));

        eventually().until(() -> !pushes.isEmpty());
        subscription.close();
        assertThat(pushes).singleElement().satisfies(push -> {
            assertThat(push.code()).isEqualTo(905);
            assertThat(push.server()).isEqualTo(server.address());
            assertThat(push.fields().text("minBrokerId")).contains("0");
            assertThat(push.body().toString(StandardCharsets.UTF_8)).isEqualTo("body");
        });
    }

    @Test
    void aRequestThatWantsNoAnswerIsDoneWhenItIsSent() {
        var sent = remote.tell(server.address(), QUESTION, LONG);

        Waiting.await(remote, sent, "telling");
        eventually()
                .untilAsserted(() -> assertThat(server.asked())
                        .singleElement()
                        .satisfies(header -> assertThat(header.isOneWay()).isTrue()));
    }

    @Test
    void requestsAreSignedWhenThereAreCredentials() {
        var settings = ClientSettings.of(server.address())
                .withCredentials(Credentials.of("rocketmq2", "12345678").withSecurityToken("STStoken"));
        try (var signing = Remote.open(settings)) {
            var question = Request.of(RequestCode.GET_ROUTE_INFO, ExtFields.of(Map.of("topic", "TopicA")));

            Waiting.await(signing, signing.ask(server.address(), question), "a test");

            assertThat(server.asked().get(0).fields().values())
                    .containsEntry("AccessKey", "rocketmq2")
                    .containsEntry("SecurityToken", "STStoken")
                    .containsEntry("Signature", "jhVvw9Q9FlxYsZi5DzsbAAVbTVs=");
        }
    }

    @Test
    void closingFailsWhatWaitsAndWhatComes() {
        server.then(ScriptedServer.silence());
        var waiting = remote.ask(server.address(), QUESTION);

        remote.close();

        assertThatExceptionOfType(NameServerException.Cancelled.class).isThrownBy(() -> await(waiting));
        assertThatExceptionOfType(NameServerException.Cancelled.class)
                .isThrownBy(() -> await(remote.ask(server.address(), QUESTION)));
        eventually().untilAsserted(() -> assertThat(server.connectionCount()).isZero());
    }

    @Test
    void aClientMayBeClosedByWhatItCalls() {
        var closed = remote.ask(server.address(), QUESTION).thenRun(remote::close);

        Waiting.await(remote, closed, "closing");

        eventually().untilAsserted(() -> assertThat(server.connectionCount()).isZero());
    }

    @Test
    void theThreadThatBringsAnswersMustNotWaitForThem() {
        server.then((from, request) -> server.loops()
                .schedule(
                        () -> ScriptedServer.success().onRequest(from, request),
                        SHORT)); // so that the stage below runs there
        var waited = remote.ask(server.address(), QUESTION)
                .thenApply(answer -> await(remote.ask(server.address(), QUESTION)));

        assertThatIllegalStateException().isThrownBy(() -> await(waited)).withMessageContaining("must not wait");
    }

    @Test
    void whatUsersDoWhenTheyAreToldMayWaitAndMayFail() {
        var answers = new ConcurrentLinkedQueue<Answer>();
        remote.listeners().execute(() -> {
            throw new IllegalStateException("on purpose: the log has it");
        });

        remote.listeners().execute(() -> answers.add(await(remote.ask(server.address(), QUESTION))));

        eventually().untilAsserted(() -> assertThat(answers).hasSize(1));
    }
}
