package io.lodestar.client.route;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.NameServerException;
import io.lodestar.client.Subscription;
import io.lodestar.client.TopicRoute;
import io.lodestar.client.remote.Remote;
import io.lodestar.client.remote.Waiting;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Knows where topics live: asks name servers when a topic is first wanted, and keeps what it knows up to date. Thread-safe; one for a program is enough.
 *
 * <p>One name server is asked at a time; when it fails, or says nothing for 300 ms, the next is asked as well, within the one time of the request. Each route is asked for anew every 30 s,
 * and at once when a Lodestar name server says that it changed. While no name server answers, and when they say that a topic is gone, its last route stays in use. A topic that
 * nobody wants for ten minutes is forgotten ({@link RouteSettings}).
 *
 * <p>Futures are completed by the one thread that moves bytes: what is chained to them must not block. Listeners run on a thread of their own, one after the
 * other, and may wait.
 */
public final class RouteClient implements AutoCloseable {
    private final Remote remote;
    private final ChangeTeller teller;
    private final TopicTable topics;

    RouteClient(Remote remote, RouteSettings settings, RandomGenerator random) {
        this.remote = remote;
        this.teller = new ChangeTeller(remote.listeners());
        var choice = new ServerChoice(remote.scheduler(), random);
        var tracker = new Tracker(remote, choice, settings.isWatching());
        this.topics = new TopicTable(remote, settings, new TopicTable.Surroundings(choice, random, teller, tracker));
        tracker.begin(topics);
    }

    /**
     * Opens a client for name servers such as {@code a:9876;b:9876}, with the usual settings. Connects when it is first asked.
     *
     * @throws IllegalArgumentException when an entry is no {@code host:port}, or there is none
     */
    public static RouteClient open(String nameServers) {
        return open(ClientSettings.of(nameServers));
    }

    /**
     * Opens a client with the usual settings for routes. Connects when it is first asked.
     *
     * @throws IllegalArgumentException when the files for encryption are of no use
     */
    public static RouteClient open(ClientSettings settings) {
        return open(settings, RouteSettings.DEFAULT);
    }

    /** As {@link #open(ClientSettings)}, with settings for routes. */
    public static RouteClient open(ClientSettings settings, RouteSettings routeSettings) {
        return new RouteClient(Remote.open(settings), routeSettings, new SplittableRandom());
    }

    /** Returns the route in use, without asking anybody; empty when there is none, or the topic was not asked for yet. */
    public Optional<TopicRoute> route(String topic) {
        return topics.known(topic);
    }

    /**
     * Returns the route in use, or asks for it if there is none; empty when the name servers know no such topic, which this call takes as known for three seconds. From
     * then on the route is kept up to date.
     *
     * @return fails with a {@link NameServerException} when no name server answers within the time for a request
     */
    public CompletableFuture<Optional<TopicRoute>> find(String topic) {
        return topics.find(topic);
    }

    /**
     * As {@link #find}, and waits for it.
     *
     * @throws NameServerException when no name server answers within the time for a request, or the thread is interrupted
     * @throws IllegalStateException in what is chained to a future of this client, and runs on its thread
     */
    public Optional<TopicRoute> fetch(String topic) {
        return Waiting.await(remote, find(topic), "fetching the route of " + topic);
    }

    /**
     * Asks a name server also if there is a route: after a broker said that it has no such topic, say.
     *
     * @return the route in use then; fails with a {@link NameServerException} when no name server answers within the time for a request
     */
    public CompletableFuture<Optional<TopicRoute>> refresh(String topic) {
        return topics.refresh(topic);
    }

    /** Tells of each change to the route of each topic that is kept up to date, the first that is found included. */
    public Subscription onChange(Consumer<RouteChange> listener) {
        return teller.add(listener);
    }

    /** Tells of each change to one topic's route, and keeps it up to date until the subscription is closed. Begins with the one that is found first, unless it is known by now. */
    public Subscription onChange(String topic, Consumer<RouteChange> listener) {
        var subscription = teller.add(topic, listener);
        var unused = topics.find(topic);
        return subscription;
    }

    /** Returns the name servers as of now, {@code host:port}; fails with a {@link NameServerException} when they cannot be found out. */
    public CompletableFuture<List<String>> nameServers() {
        return remote.servers();
    }

    /** Closes connections and ends threads; what waits fails with {@link NameServerException.Cancelled}. Returns within a second. Closing twice is no error. */
    @Override
    public void close() {
        topics.close();
        remote.close();
    }
}
