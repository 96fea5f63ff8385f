package io.lodestar.apache;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;
import org.apache.rocketmq.remoting.RemotingClient;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;

/**
 * The watch of what Apache's client calls an instance: the connections, routes and threads that producers and consumers of one client id share. One thread
 * asks the name servers, one refreshes routes; both end with the last attached client.
 */
final class InstanceWatch {
    private static final Logger LOG = System.getLogger(InstanceWatch.class.getName());
    private static final long TICK_MILLIS = 1_000;
    private static final long ANSWER_MILLIS = 3_000;

    /** When a name server cannot say what changed, all its watchers learn it at the same time. */
    private static final long SPREAD_MILLIS = 500;

    private final MQClientInstance instance;
    private final RemotingClient remoting;
    private final List<AttachedClient> clients = new CopyOnWriteArrayList<>();
    private final Map<String, NameServer> servers = new ConcurrentHashMap<>();
    private final Refresher refresher;
    private final Thread refreshing;
    private final Semaphore news = new Semaphore(0);
    private final AtomicBoolean heartbeatIsDue = new AtomicBoolean();
    private final Farewell farewell = new Farewell();

    @GuardedBy("clients")
    private boolean ended;

    InstanceWatch(MQClientInstance instance) {
        this.instance = instance;
        this.remoting = instance.getMQClientAPIImpl().getRemotingClient();
        this.refresher = new Refresher(instance, this::routesChanged);
        this.refreshing = daemon("lodestar-refresh-", refresher);
    }

    /** Starts its threads, which ask for nothing before an earlier watch of the instance is gone; they call back when they end. */
    void start(Optional<InstanceWatch> earlier, Runnable onEnd) {
        remoting.registerProcessor(WatchMessages.ROUTES_CHANGED, new PushProcessor(this::pushed), new InlineExecutor());
        refreshing.start();
        daemon("lodestar-watch-", () -> run(earlier, onEnd)).start();
    }

    /** Has it serve a client, too, unless it has ended. */
    boolean attach(AttachedClient client) {
        synchronized (clients) {
            if (ended) {
                return false;
            }
            clients.add(client);
        }
        news.release();
        return true;
    }

    /** The watch ends with the last client, soon. */
    void detach(AttachedClient client) {
        clients.remove(client);
        news.release();
    }

    /** The addresses of the name servers that push. */
    Set<String> pushing() {
        return servers.entrySet().stream()
                .filter(server -> server.getValue().isWatching())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    @SuppressWarnings("IllegalCatch") // The client's own code runs here; a failure of its ends the watch, with a word.
    private void run(Optional<InstanceWatch> earlier, Runnable onEnd) {
        try {
            if (earlier.isPresent()) {
                earlier.get().farewell.awaitEnd(); // which would end what is asked for before it
            }
            while (!hasEnded()) {
                round();
                awaitNews();
            }
            sayFarewell();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "no more routes are pushed to " + instance.getClientId() + "; it polls as ever", e);
        } finally {
            end();
            refreshing.interrupt();
            farewell.end();
            onEnd.run();
        }
    }

    private boolean hasEnded() {
        synchronized (clients) {
            clients.removeIf(client -> !client.running().getAsBoolean());
            ended = clients.isEmpty();
            return ended;
        }
    }

    private void end() {
        synchronized (clients) {
            ended = true;
        }
    }

    /** The connections may live on, with other clients' routes or the next watch. */
    private void sayFarewell() throws InterruptedException {
        var addresses = pushing();
        boolean heard = farewell.say(
                addresses,
                (address, onAnswer) -> invoke(address, WatchMessages.farewell(), answer -> onAnswer.run()),
                ANSWER_MILLIS);
        if (!heard) {
            LOG.log(Level.DEBUG, "not every name server of " + addresses + " heard that nobody watches any more");
        }
    }

    private void round() {
        var topics = topics();
        var addresses = addresses();
        servers.keySet().retainAll(addresses);
        for (var address : addresses) {
            ask(address, topics);
        }
        if (heartbeatIsDue.getAndSet(false)) {
            Heartbeats.send(instance);
            instance.rebalanceImmediately();
        }
    }

    private void awaitNews() throws InterruptedException {
        if (news.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }

    private void ask(String address, Set<String> topics) {
        var server = servers.computeIfAbsent(address, key -> new NameServer(key, System.nanoTime()));
        var next = server.next(topics, System.nanoTime());
        if (next.isPresent()) {
            var ask = next.get();
            invoke(address, WatchMessages.ask(ask), answer -> answered(server, ask, answer));
        }
    }

    // Releases throw what they like where there is no connection, and the next server is to be asked, too.
    @SuppressWarnings("IllegalCatch")
    private void invoke(String address, RemotingCommand request, Consumer<Answer> receiver) {
        var callback = new AskCallback(receiver);
        try {
            remoting.invokeAsync(address, request, ANSWER_MILLIS, callback);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever waits next finds it
            callback.operationFail(e);
        } catch (RemotingException | RuntimeException e) {
            callback.operationFail(e);
        }
    }

    private void answered(NameServer server, Ask ask, Answer answer) {
        var changed = server.note(ask, answer, System.nanoTime());
        boolean isResumed = !ask.since().isEmpty() && changed.size() > 1;
        refresh(changed, isResumed ? ThreadLocalRandom.current().nextLong(SPREAD_MILLIS) : 0);
        if (server.isWatching()) {
            news.release(); // there may be more to ask
        }
    }

    private void pushed(Changes changes) {
        servers.values().forEach(server -> server.noteVersion(changes.version()));
        var topics = topics();
        if (!changes.all()) {
            topics.retainAll(changes.topics());
        }
        refresh(topics, 0);
    }

    private void refresh(Collection<String> topics, long delayMillis) {
        if (!topics.isEmpty()) {
            refresher.refresh(topics, delayMillis);
        }
    }

    private void routesChanged() {
        if (clients.stream().anyMatch(AttachedClient::consumes)) {
            instance.rebalanceImmediately();
            heartbeatIsDue.set(true);
            news.release();
        }
    }

    private Set<String> topics() {
        var topics = new HashSet<>(instance.getTopicRouteTable().keySet());
        clients.forEach(client -> topics.addAll(client.topics().get()));
        return topics;
    }

    private List<String> addresses() {
        var addresses = remoting.getNameServerAddressList();
        return addresses == null ? List.of() : List.copyOf(addresses);
    }

    private Thread daemon(String name, Runnable work) {
        var thread = new Thread(work, name + instance.getClientId());
        thread.setDaemon(true);
        return thread;
    }
}
