package io.lodestar.server;

import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.server.access.Access;
import io.lodestar.server.access.AccessControl;
import io.lodestar.server.access.AccountsException;
import io.lodestar.server.access.Audit;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.HttpKeys;
import io.lodestar.server.config.InputLimits;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import io.lodestar.server.handler.Dispatcher;
import io.lodestar.server.handler.RegistrationCounts;
import io.lodestar.server.handler.Services;
import io.lodestar.server.insight.ChangeCounts;
import io.lodestar.server.journal.Chronicle;
import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.metrics.Observed;
import io.lodestar.server.peers.Inventory;
import io.lodestar.server.peers.PeerCaller;
import io.lodestar.server.peers.PeerNews;
import io.lodestar.server.peers.PeerRounds;
import io.lodestar.server.peers.Peers;
import io.lodestar.server.peers.Self;
import io.lodestar.server.store.KvStore;
import io.lodestar.server.store.SnapshotKeeper;
import io.lodestar.server.watch.Bell;
import io.lodestar.server.watch.RouteStamps;
import io.lodestar.server.watch.RouteWatch;
import io.lodestar.server.watch.WatchLimits;
import io.lodestar.server.web.Sources;
import io.lodestar.server.work.Lanes;
import io.lodestar.transport.Addresses;
import io.lodestar.transport.Defences;
import io.lodestar.transport.Dialer;
import io.lodestar.transport.DialerSettings;
import io.lodestar.transport.EventLoops;
import io.lodestar.transport.Listener;
import io.lodestar.transport.ListenerSettings;
import io.lodestar.transport.tls.TlsServer;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running name server: the parts, wired. Several may run in one process, each on its own port. Thread-safe.
 */
public final class NameServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NameServer.class);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(2);
    /** For requests in flight and then the snapshot, which usually has nearly all of it. */
    private static final Duration LAST_CHANGES_LIMIT = Duration.ofMillis(2_200);

    private final Configuration configuration;
    private final Journal journal;
    private final Lanes lanes;
    private final ScheduledExecutorService timer;
    private final Dispatcher dispatcher;
    private final Optional<SnapshotThread> snapshots;
    private final Listener listener;
    private final WebStart web;
    private final Peers peers;
    private final Observed observed;
    private final ChangeCounts changes = new ChangeCounts();
    private final Closing closing;
    private final AtomicBoolean closed = new AtomicBoolean();

    private NameServer(Configuration configuration, Closing closing) throws StartException {
        var settings = configuration.current();
        this.configuration = configuration;
        this.closing = closing;
        var storage = Storage.open(settings, closing);
        this.journal = storage.journal();
        closing.add(journal::close);
        var kv = storage.kv();
        var bell = new Bell();
        var listeners = new Chronicle(journal).andThen(bell::note).andThen(changes);
        var registry = new Registry(Ticker.system(), listeners, bell::ring);
        var access = openAccess(settings, registry);
        var drains = storage.drains(registry);
        this.snapshots = storage.warmUp(registry);
        var loops = EventLoops.start(loopThreads(settings));
        closing.add(loops::close);
        var encryption = Encryption.start(settings, closing);
        var dialer = new Dialer(loops, DialerSettings.DEFAULTS, encryption.client());
        closing.add(dialer::close);
        var defences = ServerDefences.of(settings, encryption.server());
        this.lanes = startLanes(settings, defences);
        this.timer = Executors.newSingleThreadScheduledExecutor(named("lodestar-timer"));
        closing.add(timer::shutdownNow);
        var watch = startWatch(bell, registry, kv);
        var services = new Services(
                registry,
                kv,
                drains,
                configuration,
                Ticker.system(),
                Clock.systemUTC(),
                notifier(dialer),
                journal,
                access,
                new Audit(journal, Ticker.system()),
                watch,
                new Inventory(registry, kv, configuration, Ticker.system()));
        this.dispatcher = new Dispatcher(services, lanes);
        boolean warm = registry.isWarming();
        this.listener = listen(loops, settings, defences);
        closing.add(listener::close);
        this.peers = new Peers(settings);
        askPeers(dialer, services);
        this.observed = new Observed(services, dispatcher, changes, listener, defences, keeper(), peers);
        snapshots.ifPresent(SnapshotThread::start);
        journalStart(settings, warm);
        startTicking();
        this.web = startWeb(settings, services, encryption);
        closing.add(web::close);
    }

    private WebStart startWeb(Settings settings, Services services, Encryption encryption) throws StartException {
        var port = settings.get(HttpKeys.HTTP_PORT);
        var number = port.beside(address().getPort());
        // with HTTP off, not even a lambda that makes something of it: that would load what it makes
        return number.isEmpty()
                ? WebStart.off(settings)
                : WebStart.begin(number.getAsInt(), port.isChosen(), () -> sources(services, encryption.server()));
    }

    private Sources sources(Services services, TlsServer tls) {
        return new Sources(
                services.registry(),
                services.kv(),
                services.drains(),
                configuration,
                journal,
                services.watch(),
                services.access(),
                services.audit(),
                dispatcher.insight(),
                peers,
                services.ticker(),
                services.clock(),
                tls,
                address(),
                observed,
                dispatcher::route);
    }

    /**
     * Starts a name server, which answers when this returns. Its threads are daemons: they do not keep a program alive.
     *
     * <p>{@code NameServer.start(Settings.inMemory())} is a server for a test: reachable from this machine alone, on a port that is free, and without
     * a file.
     *
     * @throws StartException when the port or the state folder is taken or the KV file cannot be read; the message says which and what to do
     */
    public static NameServer start(Settings settings) throws StartException {
        return start(Configuration.of(settings));
    }

    /**
     * Starts a name server with a configuration that was read from a property file or from the environment.
     *
     * @throws StartException when the port or the state folder is taken or the KV file cannot be read; the message says which and what to do
     */
    public static NameServer start(Configuration configuration) throws StartException {
        var closing = new Closing();
        boolean started = false;
        try {
            var server = new NameServer(configuration, closing);
            started = true;
            return server;
        } finally {
            if (!started) {
                closing.close();
            }
        }
    }

    /** Returns how many registrations came, and of which kind. */
    public RegistrationCounts registrations() {
        return dispatcher.registrations();
    }

    /** Returns what is known of the other name servers. */
    Peers peers() {
        return peers;
    }

    private Optional<SnapshotKeeper> keeper() {
        return snapshots.map(SnapshotThread::keeper);
    }

    /** Returns what there is to measure. */
    Observed observed() {
        return observed;
    }

    private void journalStart(Settings settings, boolean warm) {
        var place = settings.get(Keys.BIND_ADDRESS) + ":" + address().getPort();
        journal.append(Event.of(EventKind.SERVER_STARTED, "at " + place));
        if (warm) {
            journal.append(Event.of(EventKind.ROUTES_RESTORED, "from the snapshot"));
        }
    }

    private Lanes startLanes(Settings settings, Defences defences) {
        var started = Lanes.start(
                Math.min(
                        settings.get(Keys.SERVER_WORKER_THREADS),
                        Math.max(2, Runtime.getRuntime().availableProcessors())),
                settings.get(Keys.DEFAULT_THREAD_POOL_QUEUE_CAPACITY),
                defences.budget(),
                NameServer::named);
        closing.add(started::abandon);
        return started;
    }

    private void startTicking() {
        long tickMillis = Registry.TICK.toMillis();
        var unused = timer.scheduleAtFixedRate(this::expire, tickMillis, tickMillis, TimeUnit.MILLISECONDS);
    }

    /** More than processors would take turns of milliseconds, and each answer wait for its thread's. */
    private static int loopThreads(Settings settings) {
        return Math.min(
                settings.get(Keys.SERVER_SELECTOR_THREADS), Runtime.getRuntime().availableProcessors());
    }

    private AccessControl openAccess(Settings settings, Registry registry) throws StartException {
        try {
            var access = Access.open(settings, registry);
            closing.add(access::close);
            return access.control();
        } catch (AccountsException bad) {
            throw new StartException(String.valueOf(bad.getMessage()), bad);
        }
    }

    private RouteWatch startWatch(Bell bell, Registry registry, KvStore kv) {
        kv.tell(bell::ring);
        configuration.tell(bell::ring);
        var watch = RouteWatch.start(
                bell,
                new RouteStamps(registry, kv, configuration),
                WatchLimits.of(configuration.current()),
                named("lodestar-watch"));
        closing.add(watch::close);
        return watch;
    }

    private Listener listen(EventLoops loops, Settings settings, Defences defences) throws StartException {
        try {
            return Listener.bind(loops, listenerSettings(settings), dispatcher, defences);
        } catch (BindException refused) {
            throw new StartException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private static ListenerSettings listenerSettings(Settings settings) {
        int lowMark = settings.get(Keys.WRITE_BUFFER_LOW_WATER_MARK);
        int highMark = settings.get(Keys.WRITE_BUFFER_HIGH_WATER_MARK);
        boolean marked = lowMark > 0 && highMark > 0; // as in the original, one alone does not count
        return new ListenerSettings(
                settings.get(Keys.BIND_ADDRESS),
                settings.get(Keys.LISTEN_PORT),
                settings.get(Keys.SERVER_SOCKET_BACKLOG),
                Duration.ofSeconds(settings.get(Keys.SERVER_CHANNEL_MAX_IDLE_TIME_SECONDS)),
                settings.get(Keys.SERVER_SOCKET_SND_BUF_SIZE),
                settings.get(Keys.SERVER_SOCKET_RCV_BUF_SIZE),
                marked ? lowMark : 0,
                marked ? highMark : 0,
                settings.get(Keys.FRAME_MAX_LENGTH),
                settings.get(Keys.REGISTRATION_MAX_LENGTH),
                InputLimits.headers(settings));
    }

    private BrokerNotifier notifier(Dialer dialer) {
        var notifier =
                new BrokerNotifier(dialer, Executors.newSingleThreadExecutor(named("lodestar-notice")), lookUps());
        closing.add(notifier::close);
        return notifier;
    }

    private static ExecutorService lookUps() {
        var lookUps = new ThreadPoolExecutor(
                BrokerNotifier.LOOK_UP_THREADS,
                BrokerNotifier.LOOK_UP_THREADS,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(BrokerNotifier.MAX_LOOK_UPS_WAITING),
                named("lodestar-lookup"));
        lookUps.allowCoreThreadTimeOut(true); // most servers never look up a name
        return lookUps;
    }

    private void askPeers(Dialer dialer, Services services) {
        var parts = new PeerRounds.Parts(
                new PeerCaller(dialer, lookUps(), services.access()::signedAsPeer),
                new Self(address(), dispatcher.insight()::state),
                services.inventory(),
                new PeerNews(journal),
                Clock.systemUTC());
        closing.add(PeerRounds.start(peers, parts, named("lodestar-peers"))::close);
    }

    static ThreadFactory named(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler(
                    (where, fault) -> LOG.error("A task of {} failed", where.getName(), fault));
            return thread;
        };
    }

    @SuppressWarnings("IllegalCatch")
    private void expire() {
        try {
            dispatcher.expire();
        } catch (RuntimeException fault) {
            // A timer never runs a task again that threw once, and then no broker would ever expire.
            LOG.error("The search for silent brokers failed; it is tried again", fault);
        }
    }

    /** Returns where the server listens; the port is the real one also when 0 was configured. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /**
     * Returns {@code host:port} as lists of name servers have it, for programs on this machine: a server that listens to all addresses is reached by
     * {@code 127.0.0.1}.
     */
    public String hostAndPort() {
        var bound = listener.address();
        return bound.getAddress().isAnyLocalAddress() ? "127.0.0.1:" + bound.getPort() : Addresses.text(bound);
    }

    /** Returns where the server speaks HTTP; empty when it does not. May wait a moment for that to begin. */
    public Optional<InetSocketAddress> httpAddress() {
        return web.address();
    }

    /**
     * Stops the server: stops accepting, answers what is in flight, writes the snapshot, closes the connections. With
     * {@code enableShutdownGracefully}, first sends its clients to other name servers for {@code shutdownWaitTimeSeconds}; else returns within
     * four seconds, whatever its peers do. Calls after the first do nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        dispatcher.insight().readiness().leave();
        var settings = configuration.current();
        if (settings.get(Keys.ENABLE_SHUTDOWN_GRACEFULLY)) {
            dispatcher.leave();
            waitOut(Duration.ofSeconds(settings.get(Keys.SHUTDOWN_WAIT_TIME_SECONDS)));
        }
        long begunAtNanos = Ticker.system().nanos();
        listener.stopAccepting();
        stopThreads();
        var spent = Duration.ofNanos(Ticker.system().nanos() - begunAtNanos);
        snapshots.ifPresent(last -> last.finish(LAST_CHANGES_LIMIT.minus(spent)));
        journal.append(Event.of(EventKind.SERVER_STOPPED, ""));
        closing.close();
    }

    private static void waitOut(Duration wait) {
        try {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        } catch (InterruptedException cutShort) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopThreads() {
        timer.shutdownNow();
        lanes.stop(DRAIN_LIMIT);
        dispatcher.stopped();
    }
}
