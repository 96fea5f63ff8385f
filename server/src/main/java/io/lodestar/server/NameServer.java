package io.lodestar.server;

import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.server.access.Access;
import io.lodestar.server.access.AccessControl;
import io.lodestar.server.access.AccountsException;
import io.lodestar.server.access.Audit;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.InputLimits;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import io.lodestar.server.handler.Dispatcher;
import io.lodestar.server.handler.RegistrationCounts;
import io.lodestar.server.handler.Services;
import io.lodestar.server.journal.Chronicle;
import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.store.DrainStore;
import io.lodestar.server.store.FileTrouble;
import io.lodestar.server.store.KvStore;
import io.lodestar.server.store.SnapshotFile;
import io.lodestar.server.store.SnapshotKeeper;
import io.lodestar.server.store.StateFolder;
import io.lodestar.server.work.Lanes;
import io.lodestar.transport.Defences;
import io.lodestar.transport.Dialer;
import io.lodestar.transport.DialerSettings;
import io.lodestar.transport.EventLoops;
import io.lodestar.transport.Listener;
import io.lodestar.transport.ListenerSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
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
    private final Closing closing;
    private final AtomicBoolean closed = new AtomicBoolean();

    private NameServer(Configuration configuration, Closing closing) throws StartException {
        var settings = configuration.current();
        this.configuration = configuration;
        this.closing = closing;
        var folder = openFolder(settings);
        closing.add(folder::close);
        this.journal = Journal.open(folder.file("journal"), settings.get(Keys.JOURNAL_MAX_BYTES), Clock.systemUTC());
        closing.add(journal::close);
        var kv = openStore(settings);
        var registry = new Registry(Ticker.system(), new Chronicle(journal));
        var access = openAccess(settings, registry);
        var drains = openDrains(folder, registry);
        this.snapshots = warmUp(settings, folder, registry);
        var loops = EventLoops.start(loopThreads(settings));
        closing.add(loops::close);
        var encryption = Encryption.start(settings, closing);
        var dialer = new Dialer(loops, DialerSettings.DEFAULTS, encryption.client());
        closing.add(dialer::close);
        var defences = ServerDefences.of(settings, encryption.server());
        this.lanes = startLanes(settings, defences);
        closing.add(lanes::abandon);
        this.timer = Executors.newSingleThreadScheduledExecutor(named("lodestar-timer"));
        closing.add(timer::shutdownNow);
        var notifier = notifier(dialer);
        closing.add(notifier::close);
        var services = new Services(
                registry,
                kv,
                drains,
                configuration,
                Ticker.system(),
                Clock.systemUTC(),
                notifier,
                journal,
                access,
                new Audit(journal, Ticker.system()));
        this.dispatcher = new Dispatcher(services, lanes);
        boolean warm = registry.isWarming();
        this.listener = listen(loops, settings, defences);
        closing.add(listener::close);
        snapshots.ifPresent(SnapshotThread::start);
        journalStart(settings, warm);
        long tickMillis = Registry.TICK.toMillis();
        var unused = timer.scheduleAtFixedRate(this::expire, tickMillis, tickMillis, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts a name server, which answers when this returns.
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

    private void journalStart(Settings settings, boolean warm) {
        var place = settings.get(Keys.BIND_ADDRESS) + ":" + address().getPort();
        journal.append(Event.of(EventKind.SERVER_STARTED, "at " + place));
        if (warm) {
            journal.append(Event.of(EventKind.ROUTES_RESTORED, "from the snapshot"));
        }
    }

    private static StateFolder openFolder(Settings settings) throws StartException {
        var path = stateFolder(settings).toAbsolutePath();
        try {
            return StateFolder.open(path);
        } catch (IOException failure) {
            throw new StartException(
                    "the state folder " + path + " cannot be used: " + FileTrouble.reason(failure)
                            + "; set stateFolder to a folder that this server has for itself and can write to",
                    failure);
        }
    }

    private static Lanes startLanes(Settings settings, Defences defences) {
        return Lanes.start(
                Math.min(
                        settings.get(Keys.SERVER_WORKER_THREADS),
                        Math.max(2, Runtime.getRuntime().availableProcessors())),
                settings.get(Keys.DEFAULT_THREAD_POOL_QUEUE_CAPACITY),
                defences.budget(),
                NameServer::named);
    }

    private static Path stateFolder(Settings settings) {
        var given = settings.get(Keys.STATE_FOLDER);
        var besideKv = settings.get(Keys.KV_CONFIG_PATH).resolveSibling("lodestar-" + settings.get(Keys.LISTEN_PORT));
        return given.toString().isEmpty() ? besideKv : given;
    }

    private static KvStore openStore(Settings settings) throws StartException {
        var path = settings.get(Keys.KV_CONFIG_PATH);
        try {
            return KvStore.open(path);
        } catch (IOException failure) {
            throw new StartException(
                    "kvConfigPath " + path + " cannot be read: " + FileTrouble.reason(failure), failure);
        }
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

    private static DrainStore openDrains(StateFolder folder, Registry registry) throws StartException {
        var path = folder.file("drains");
        try {
            return DrainStore.open(path, registry);
        } catch (IOException failure) {
            throw new StartException(
                    path + ", which holds the drains, cannot be read: " + FileTrouble.reason(failure), failure);
        }
    }

    /** Fills the registry from the snapshot; empty when there is to be none. */
    private static Optional<SnapshotThread> warmUp(Settings settings, StateFolder folder, Registry registry) {
        var file = new SnapshotFile(folder.file("snapshot"), Clock.systemUTC());
        if (!settings.get(Keys.WARM_RESTART)) {
            file.remove();
            return Optional.empty();
        }
        file.load().ifPresent(snapshot -> {
            registry.restore(snapshot);
            LOG.info(
                    "Restored from the snapshot: brokers {}, topics {}; a broker that does not report is dropped after its lease",
                    snapshot.seats().size(),
                    registry.topics().size());
        });
        var keeper = new SnapshotKeeper(registry, file, Ticker.system());
        return Optional.of(
                new SnapshotThread(keeper, Executors.newSingleThreadScheduledExecutor(named("lodestar-snapshot"))));
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

    private static BrokerNotifier notifier(Dialer dialer) {
        var lookUps = new ThreadPoolExecutor(
                BrokerNotifier.LOOK_UP_THREADS,
                BrokerNotifier.LOOK_UP_THREADS,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(BrokerNotifier.MAX_LOOK_UPS_WAITING),
                named("lodestar-lookup"));
        lookUps.allowCoreThreadTimeOut(true); // most servers never look up a name
        return new BrokerNotifier(dialer, Executors.newSingleThreadExecutor(named("lodestar-notice")), lookUps);
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
     * Stops the server: stops accepting, answers what is in flight, writes the snapshot, closes the connections. With
     * {@code enableShutdownGracefully}, first sends its clients to other name servers for {@code shutdownWaitTimeSeconds}; else returns within
     * four seconds, whatever its peers do. Calls after the first do nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
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
