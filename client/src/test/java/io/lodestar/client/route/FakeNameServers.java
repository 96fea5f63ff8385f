package io.lodestar.client.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.ManualScheduler;
import io.lodestar.client.NameServerException;
import io.lodestar.client.Subscription;
import io.lodestar.client.TopicRoute;
import io.lodestar.client.remote.Answer;
import io.lodestar.client.remote.Listeners;
import io.lodestar.client.remote.Push;
import io.lodestar.client.remote.Remote;
import io.lodestar.client.remote.Request;
import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.BrokerEntry;
import io.lodestar.protocol.body.QueueEntry;
import io.lodestar.protocol.body.RouteBody;
import io.lodestar.protocol.json.JsonDialect;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Name servers that are not there: time stands still, each has the routes that the test gives it, and answers as the test has it. For one thread. */
final class FakeNameServers implements Remote {
    final ManualScheduler time = new ManualScheduler();
    final List<Asked> asked = new ArrayList<>();
    private final Map<String, Manner> manners = new HashMap<>();
    private final Map<String, RouteBody> routes = new HashMap<>();
    private final List<String> servers;
    private String saying = "";
    private final long startNanos = time.nanos();
    boolean known = true;
    private boolean closed;

    FakeNameServers(String... servers) {
        this.servers = List.of(servers);
    }

    /** What was asked of whom, in milliseconds since the start. */
    record Asked(long atMillis, String server, RequestCode code, String topic) {}

    /** How a server answers. */
    enum Manner {
        AT_ONCE,
        SLOWLY,
        NEVER,
        UNREACHABLE,
        BUSY,
        /** Success, with what the test says. */
        SAYING
    }

    void manner(String server, Manner manner) {
        manners.put(server, manner);
    }

    /** Lets a server answer all with success and these bytes. */
    void say(String server, String body) {
        saying = body;
        manner(server, Manner.SAYING);
    }

    /** Gives a topic one broker with so many queues. */
    void route(String topic, String brokerName, int queues) {
        routes.put(topic, body(brokerName, queues, 6));
    }

    void noRoute(String topic) {
        routes.remove(topic);
    }

    static RouteBody body(String brokerName, int queues, int permission) {
        return RouteBody.of(
                List.of(new BrokerEntry(
                        "cluster", brokerName, new TreeMap<>(Map.of(0L, "10.0.0.1:10911")), Optional.empty(), false)),
                List.of(new QueueEntry(brokerName, queues, queues, permission, 0)));
    }

    List<Asked> askedAbout(String topic) {
        return asked.stream().filter(each -> each.topic().equals(topic)).toList();
    }

    List<String> serversAsked() {
        return asked.stream().map(Asked::server).toList();
    }

    void forgetAsked() {
        asked.clear();
    }

    long nowMillis() {
        return (time.nanos() - startNanos) / 1_000_000;
    }

    @Override
    public ClientSettings settings() {
        return ClientSettings.of(String.join(";", servers));
    }

    @Override
    public ManualScheduler scheduler() {
        return time;
    }

    @Override
    public Executor listeners() {
        return Runnable::run;
    }

    @Override
    public CompletableFuture<List<String>> servers() {
        return CompletableFuture.completedFuture(servers);
    }

    @Override
    public CompletableFuture<List<String>> servers(Duration limit) {
        if (!known) {
            var never = new CompletableFuture<List<String>>();
            time.after(
                    limit, () -> never.completeExceptionally(new NameServerException.Unreachable("", "", "unknown")));
            return never;
        }
        return servers();
    }

    @Override
    public Subscription onServers(Consumer<List<String>> listener) {
        return () -> {};
    }

    @Override
    public CompletableFuture<Answer> ask(String server, Request request, Duration timeout) {
        var topic = request.fields().text("topic").orElse("");
        asked.add(new Asked(nowMillis(), server, request.code(), topic));
        var answer = new CompletableFuture<Answer>();
        if (closed) {
            answer.completeExceptionally(new NameServerException.Cancelled(request.name(), "the client is closed"));
            return answer;
        }
        switch (manners.getOrDefault(server, Manner.AT_ONCE)) {
            case AT_ONCE -> answer.complete(answer(server, request, topic));
            case SLOWLY -> time.after(Duration.ofMillis(1000), () -> answer.complete(answer(server, request, topic)));
            case NEVER ->
                time.after(
                        timeout,
                        () -> answer.completeExceptionally(
                                new NameServerException.TimedOut(server, request.name(), timeout.toMillis() + " ms")));
            case UNREACHABLE ->
                answer.completeExceptionally(
                        new NameServerException.Unreachable(server, request.name(), "nobody listens there"));
            case SAYING ->
                answer.complete(answer(server, request, ResponseCode.SUCCESS, Unpooled.copiedBuffer(saying, UTF_8)));
            case BUSY -> answer.complete(answer(server, request, ResponseCode.SYSTEM_BUSY, Unpooled.EMPTY_BUFFER));
        }
        return answer;
    }

    private Answer answer(String server, Request request, String topic) {
        if (request.code() != RequestCode.GET_ROUTE_INFO) {
            return answer(server, request, ResponseCode.REQUEST_CODE_NOT_SUPPORTED, Unpooled.EMPTY_BUFFER);
        }
        var known = routes.get(topic);
        if (known == null) {
            return answer(server, request, ResponseCode.TOPIC_NOT_EXIST, Unpooled.EMPTY_BUFFER);
        }
        var out = Unpooled.buffer();
        known.writeTo(out, JsonDialect.STANDARD);
        return answer(server, request, ResponseCode.SUCCESS, out);
    }

    private static Answer answer(String server, Request request, ResponseCode code, ByteBuf body) {
        var header = Header.request(request.code(), 1, ExtFields.ABSENT).answer(code, "", ExtFields.ABSENT);
        return Answer.of(server, request, new Frame(HeaderEncoding.JSON, header, body));
    }

    @Override
    public CompletableFuture<Void> tell(String server, Request request, Duration timeout) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Subscription onPush(Consumer<Push> listener) {
        return new Listeners<Push>().add(listener);
    }

    @Override
    public Subscription onLost(Consumer<String> listener) {
        return new Listeners<String>().add(listener);
    }

    @Override
    public boolean mayWait() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
    }

    static String brokerOf(Optional<TopicRoute> route) {
        return route.map(known -> known.groups().get(0).brokerName()).orElse("none");
    }
}
