package io.lodestar.client.remote;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.NameServerException;
import io.lodestar.client.NameServers;
import io.lodestar.client.Subscription;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.transport.Addresses;
import io.lodestar.transport.ClientConnection;
import io.lodestar.transport.Dialer;
import io.lodestar.transport.DialerSettings;
import io.lodestar.transport.EventLoops;
import io.lodestar.transport.tls.TlsClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Remote} over sockets. */
final class NettyRemote implements Remote {
    private static final Logger LOG = LoggerFactory.getLogger(NettyRemote.class);
    private static final Duration MAX_IDLE = Duration.ofSeconds(120);
    private static final int MAX_WAITING = 65_535;
    private static final Duration FILES_PERIOD = Duration.ofSeconds(60);

    private static final String LOOK_UP = "finding the name servers";

    private final ClientSettings settings;
    private final Threads threads;
    private final EventLoops loops;
    private final Dialer dialer;
    private final TlsClient tls;
    private final LoopScheduler scheduler;
    private final Signing signing;
    private final ServerList servers;
    private final Wiring wiring;
    private final Map<String, Link> links = new ConcurrentHashMap<>();
    private final Map<CompletableFuture<?>, String> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private NettyRemote(ClientSettings settings, Threads threads, TlsClient tls) {
        this.settings = settings;
        this.threads = threads;
        this.tls = tls;
        this.loops = EventLoops.start(1);
        this.dialer = new Dialer(loops, new DialerSettings(MAX_IDLE, settings.maxAnswerBytes(), MAX_WAITING), tls);
        this.scheduler = new LoopScheduler(loops);
        this.signing = new Signing(settings.credentials());
        this.servers = new ServerList(settings.nameServers(), scheduler, threads::work);
        this.wiring = new Wiring(
                dialer,
                scheduler,
                threads::work,
                settings.connectTimeout(),
                new Listeners<>(),
                new Listeners<>(),
                hostName(settings.nameServers()));
    }

    private static Optional<String> hostName(NameServers servers) {
        return servers instanceof NameServers.HostName name
                ? Optional.of(Addresses.parse(name.hostAndPort()).getHostString())
                : Optional.empty();
    }

    static NettyRemote open(ClientSettings settings) {
        var threads = new Threads();
        var remote = new NettyRemote(settings, threads, Encryption.open(settings.tls(), threads::work));
        var unused = remote.servers.onChange(remote::leaveOthers);
        remote.servers.start();
        if (remote.tls.hasFiles()) {
            remote.refreshLater();
        }
        return remote;
    }

    @Override
    public ClientSettings settings() {
        return settings;
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public Executor listeners() {
        return threads::listen;
    }

    @Override
    public CompletableFuture<List<String>> servers() {
        return servers(settings.requestTimeout());
    }

    @Override
    public CompletableFuture<List<String>> servers(Duration limit) {
        return closed.get() ? closedAlready(LOOK_UP) : tracked(LOOK_UP, servers.current(limit));
    }

    @Override
    public Subscription onServers(Consumer<List<String>> listener) {
        return servers.onChange(listener);
    }

    @Override
    public CompletableFuture<Answer> ask(String server, Request request, Duration timeout) {
        return begin(server, request, timeout, this::sendForAnswer);
    }

    @Override
    public CompletableFuture<Void> tell(String server, Request request, Duration timeout) {
        return begin(server, request, timeout, this::sendOneWay);
    }

    @Override
    public Subscription onPush(Consumer<Push> listener) {
        return wiring.pushes().add(listener);
    }

    @Override
    public Subscription onLost(Consumer<String> listener) {
        return wiring.losses().add(listener);
    }

    @Override
    public boolean mayWait() {
        return !loops.isCurrentThread();
    }

    private <T> CompletableFuture<T> begin(
            String server, Request request, Duration timeout, BiConsumer<ClientConnection, Exchange<T>> send) {
        if (closed.get()) {
            return closedAlready(request.name());
        }
        var link = links.computeIfAbsent(server, name -> new Link(name, wiring));
        var exchange = new Exchange<T>(link, request, scheduler, timeout);
        return tracked(request.name(), exchange.begin(send));
    }

    /** Remembers what must fail when this is closed, which may just have happened. */
    private <T> CompletableFuture<T> tracked(String what, CompletableFuture<T> result) {
        if (!result.isDone()) {
            waiting.put(result, what);
            var unused = result.whenComplete((value, failure) -> waiting.remove(result));
            if (closed.get()) {
                result.completeExceptionally(cancelled(what));
            }
        }
        return result;
    }

    private static <T> CompletableFuture<T> closedAlready(String what) {
        return CompletableFuture.failedFuture(cancelled(what));
    }

    private static NameServerException.Cancelled cancelled(String what) {
        return new NameServerException.Cancelled(what, "the client is closed");
    }

    private void sendForAnswer(ClientConnection connection, Exchange<Answer> exchange) {
        var request = exchange.request();
        var header = Header.request(request.code(), 0, signing.fields(request));
        CompletableFuture<Frame> answer;
        try {
            answer = connection.request(new Frame(HeaderEncoding.JSON, header, request.body()), exchange.left());
        } catch (IllegalArgumentException unwritable) {
            exchange.result().completeExceptionally(unwritable);
            return;
        }
        var unused = answer.whenComplete((frame, failure) -> {
            if (failure == null) {
                exchange.link().heard();
                exchange.result().complete(Answer.of(exchange.link().server(), request, frame));
                frame.release();
            } else {
                exchange.fail(failure);
            }
        });
        var unusedToo = exchange.result().whenComplete((value, failure) -> answer.cancel(false));
    }

    private void sendOneWay(ClientConnection connection, Exchange<Void> exchange) {
        var request = exchange.request();
        var header = Header.oneWay(request.code(), 0, signing.fields(request));
        try {
            var unused = connection
                    .oneWay(new Frame(HeaderEncoding.JSON, header, request.body()))
                    .whenComplete((sent, failure) -> {
                        if (failure == null) {
                            exchange.result().complete(null);
                        } else {
                            exchange.fail(failure);
                        }
                    });
        } catch (IllegalArgumentException unwritable) {
            exchange.result().completeExceptionally(unwritable);
        }
    }

    /** Closes connections to name servers that are in the list no more, once their last answers had time to come. */
    private void leaveOthers(List<String> current) {
        var listed = new HashSet<>(current);
        for (var link : List.copyOf(links.values())) {
            if (!listed.contains(link.server())) {
                var unused = scheduler.after(settings.requestTimeout(), () -> leave(link));
            }
        }
    }

    private void leave(Link link) {
        var unused = servers.current(Duration.ofMillis(1)).thenAccept(current -> {
            if (!current.contains(link.server()) && links.remove(link.server(), link)) {
                link.close();
            }
        });
    }

    private void refreshLater() {
        var unused = scheduler.after(FILES_PERIOD, () -> {
            try {
                threads.work(tls::refresh);
            } catch (RejectedExecutionException busy) {
                LOG.debug("The files for encryption are looked at later: {}", busy.getMessage());
            }
            refreshLater();
        });
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Map.copyOf(waiting).forEach((result, what) -> result.completeExceptionally(cancelled(what)));
        if (mayWait()) {
            closeThreads();
        } else {
            threads.apart(this::closeThreads); // the loops cannot wait for themselves
        }
    }

    private void closeThreads() {
        dialer.close();
        loops.close();
        threads.close();
    }
}
