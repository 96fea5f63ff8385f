package io.lodestar.client.broker;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.ManualScheduler;
import io.lodestar.client.NameServerException;
import io.lodestar.client.Subscription;
import io.lodestar.client.remote.Answer;
import io.lodestar.client.remote.Listeners;
import io.lodestar.client.remote.Push;
import io.lodestar.client.remote.Remote;
import io.lodestar.client.remote.Request;
import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.Language;
import io.lodestar.protocol.Release;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.RegistrationBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Name servers that are not there: time stands still, and each answers as the test has it, after as long as the test has it. For one thread. */
final class FakeRemote implements Remote {
    final ManualScheduler time = new ManualScheduler();
    final List<Sent> sent = new ArrayList<>();
    boolean closed;

    private final Listeners<List<String>> serverListeners = new Listeners<>();
    private final Listeners<String> lossListeners = new Listeners<>();
    private final Map<String, Manner> manners = new HashMap<>();
    private final long startNanos = time.nanos();
    private final CompletableFuture<List<String>> first = new CompletableFuture<>();
    private List<String> servers;

    /** Without servers, they are being looked up yet. */
    FakeRemote(String... servers) {
        this.servers = List.of(servers);
    }

    /** What was sent to whom, and when, in milliseconds since the start. */
    record Sent(long atMillis, String server, Request request, boolean oneWay) {
        RequestCode code() {
            return request.code();
        }

        String field(String name) {
            return request.fields().text(name).orElse("absent");
        }

        RegistrationBody registration() {
            return registration(Release.SELF);
        }

        RegistrationBody registration(int release) {
            return RegistrationBody.read(
                    request.body(), release, request.fields().isTrue("compressed"), 0);
        }

        List<String> topics() {
            return registration().topics().stream().map(topic -> topic.topic()).toList();
        }
    }

    /** How a server answers. */
    interface Manner {
        /** Completes the answer, now, later or never. */
        void answer(Sent request, CompletableFuture<Answer> answer);
    }

    void manner(String server, Manner manner) {
        manners.put(server, manner);
    }

    static void answer(Sent to, CompletableFuture<Answer> answer, ResponseCode code, ExtFields fields, ByteBuf body) {
        var header = Header.request(to.code(), 1, ExtFields.ABSENT).answer(code, "as the test wants it", fields);
        answer.complete(Answer.of(to.server(), to.request(), new Frame(HeaderEncoding.JSON, header, body)));
    }

    /** As name servers of this release do. */
    static Manner as(int release, Manner manner) {
        return (request, answer) -> {
            var own = new CompletableFuture<Answer>();
            var unused = own.thenAccept(said -> {
                var header = new Header(said.code(), Language.JAVA, release, 1, 1, said.remark(), said.fields());
                answer.complete(Answer.of(
                        request.server(), request.request(), new Frame(HeaderEncoding.JSON, header, said.body())));
            });
            manner.answer(request, own);
        };
    }

    static Manner success(Map<String, String> fields) {
        return (request, answer) ->
                answer(request, answer, ResponseCode.SUCCESS, ExtFields.of(fields), Unpooled.EMPTY_BUFFER);
    }

    static Manner refusal(ResponseCode code) {
        return (request, answer) -> answer(request, answer, code, ExtFields.EMPTY, Unpooled.EMPTY_BUFFER);
    }

    static Manner dead() {
        return (request, answer) -> answer.completeExceptionally(new NameServerException.Unreachable(
                request.server(), request.request().name(), "nobody listens there"));
    }

    static Manner silence() {
        return (request, answer) -> {};
    }

    Manner after(Duration delay, Manner manner) {
        return (request, answer) -> time.after(delay, () -> manner.answer(request, answer));
    }

    void serversStayUnknown() {
        first.completeExceptionally(new NameServerException.Unreachable("", "", "their addresses are not known"));
    }

    void lose(String server) {
        lossListeners.tell(server);
    }

    void servers(String... names) {
        servers = List.of(names);
        first.complete(servers);
        serverListeners.tell(servers);
    }

    List<Sent> sent(String server, RequestCode code) {
        return sent.stream()
                .filter(each -> each.server().equals(server) && each.code() == code)
                .toList();
    }

    List<Long> times(String server, RequestCode code) {
        return sent(server, code).stream().map(Sent::atMillis).toList();
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
        return servers.isEmpty() ? first.copy() : CompletableFuture.completedFuture(servers);
    }

    @Override
    public Subscription onServers(Consumer<List<String>> listener) {
        return serverListeners.add(listener);
    }

    @Override
    public CompletableFuture<Answer> ask(String server, Request request, Duration timeout) {
        var answer = new CompletableFuture<Answer>();
        var entry = note(server, request, false);
        var unused = time.after(
                timeout,
                () -> answer.completeExceptionally(
                        new NameServerException.TimedOut(server, request.name(), timeout.toMillis() + " ms")));
        manners.getOrDefault(server, success(Map.of())).answer(entry, answer);
        return answer;
    }

    @Override
    public CompletableFuture<Void> tell(String server, Request request, Duration timeout) {
        var entry = note(server, request, true);
        var answer = new CompletableFuture<Answer>();
        manners.getOrDefault(server, success(Map.of())).answer(entry, answer);
        return answer.isCompletedExceptionally()
                ? answer.thenApply(never -> null)
                : CompletableFuture.completedFuture(null);
    }

    private Sent note(String server, Request request, boolean oneWay) {
        var entry = new Sent((time.nanos() - startNanos) / 1_000_000, server, request, oneWay);
        sent.add(entry);
        return entry;
    }

    @Override
    public Subscription onPush(Consumer<Push> listener) {
        return () -> {};
    }

    @Override
    public Subscription onLost(Consumer<String> listener) {
        return lossListeners.add(listener);
    }

    @Override
    public boolean mayWait() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
