package io.lodestar.client.route;

import io.lodestar.client.TopicRoute;
import io.lodestar.client.remote.Remote;
import io.lodestar.client.remote.Waiting;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics that somebody uses, with their routes, which it keeps up to date: one request under way for each. Thread-safe. */
final class TopicTable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicTable.class);
    private static final int MAX_REFRESHES_AT_ONCE = 32;
    /** Over which clients spread that are told at the same moment that all may have changed. */
    private static final int LEAST_SPREAD_MILLIS = 500;
    /** So that a name server that says nothing is found out by some, rather than asked by all. */
    private static final int MAX_LOOK_UPS_AT_ONCE = 1024;

    private final Remote remote;
    private final RouteSettings settings;
    private final ServerChoice choice;
    private final RandomGenerator random;
    private final ChangeTeller teller;
    private final Membership membership;
    private final Agenda<String> agenda;
    private final Turnstile turnstile = new Turnstile(MAX_LOOK_UPS_AT_ONCE);
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** Hears which topics the table has, and who answered. */
    interface Membership {
        void onAdded(String topic);

        void onRemoved(String topic);

        void onAnswer();
    }

    TopicTable(Remote remote, RouteSettings settings, Surroundings surroundings) {
        this.remote = remote;
        this.settings = settings;
        this.choice = surroundings.choice();
        this.random = surroundings.random();
        this.teller = surroundings.teller();
        this.membership = surroundings.membership();
        this.agenda =
                new Agenda<>(remote.scheduler(), MAX_REFRESHES_AT_ONCE, settings.refreshPeriod(), this::refreshDue);
    }

    /** What it works with. */
    record Surroundings(ServerChoice choice, RandomGenerator random, ChangeTeller teller, Membership membership) {}

    /** Returns what is in use, without asking anybody. */
    Optional<TopicRoute> known(String name) {
        var topic = topics.get(name);
        if (topic == null) {
            return Optional.empty();
        }
        topic.usedNanos = remote.scheduler().nanos();
        return topic.route;
    }

    /** Returns what is in use, or asks. */
    CompletableFuture<Optional<TopicRoute>> find(String name) {
        return find(name, whole());
    }

    private CompletableFuture<Optional<TopicRoute>> find(String name, long endNanos) {
        var topic = used(name);
        boolean fresh;
        Optional<TopicRoute> route;
        lock.lock();
        try {
            route = topic.route;
            fresh = topic.heard
                    && remote.scheduler().nanos() - topic.heardNanos
                            < settings.unknownLimit().toNanos();
            if (fresh || (route.isPresent() && !topic.borrowed)) {
                return CompletableFuture.completedFuture(route);
            }
        } finally {
            lock.unlock();
        }
        var asked = ask(topic, route.isPresent(), endNanos); // a borrowed one will do until the topic exists
        return route.isPresent() ? CompletableFuture.completedFuture(route) : asked.copy();
    }

    /** Asks, unless that is under way. */
    CompletableFuture<Optional<TopicRoute>> refresh(String name) {
        return ask(used(name), false, whole()).copy();
    }

    /** Asks soon about those of the topics that are in use, since this name server says that they changed: it knows, others may not yet. */
    void changed(String server, Collection<String> names) {
        for (var name : names) {
            var topic = topics.get(name);
            if (topic != null && !isRepeated(topic, server)) {
                agenda.put(name, Duration.ZERO);
            }
        }
    }

    /** As {@link #changed}, when it is not known which: spread over half a second, or a millisecond for each, lest all clients ask at once. */
    void perhapsChanged(String server, Collection<String> names) {
        int spreadMillis = Math.max(LEAST_SPREAD_MILLIS, names.size());
        for (var name : names) {
            var topic = topics.get(name);
            if (topic != null && !isRepeated(topic, server)) {
                agenda.put(name, Duration.ofMillis(random.nextInt(spreadMillis)));
            }
        }
    }

    private boolean isRepeated(Topic topic, String server) {
        lock.lock();
        try {
            topic.informer = Optional.of(server);
            topic.again = topic.flight.isPresent();
            return topic.again;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        agenda.clear();
    }

    private Topic used(String name) {
        lock.lock();
        try {
            long now = remote.scheduler().nanos();
            var topic = topics.computeIfAbsent(name, key -> new Topic(key, now));
            topic.usedNanos = now;
            return topic;
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<?> refreshDue(String name) {
        var topic = topics.get(name);
        if (topic == null || forget(topic, Optional.of(settings.idleLimit()))) {
            return CompletableFuture.completedFuture(name);
        }
        return ask(topic, true, whole());
    }

    /** Removes a topic that nobody follows, nor used for so long if that is a condition. */
    private boolean forget(Topic topic, Optional<Duration> idle) {
        lock.lock();
        try {
            long unusedNanos = remote.scheduler().nanos() - topic.usedNanos;
            if (topic.flight.isPresent()
                    || teller.isFollowed(topic.name)
                    || (idle.isPresent() && unusedNanos < idle.get().toNanos())) {
                return false;
            }
            topics.remove(topic.name, topic);
        } finally {
            lock.unlock();
        }
        membership.onRemoved(topic.name);
        return true;
    }

    /** Returns when the time of a request that begins now is over. */
    private long whole() {
        return remote.scheduler().nanos() + remote.settings().requestTimeout().toNanos();
    }

    private CompletableFuture<Optional<TopicRoute>> ask(Topic wanted, boolean trying, long endNanos) {
        var flight = new CompletableFuture<Optional<TopicRoute>>();
        Topic topic;
        Optional<String> informer;
        lock.lock();
        try {
            topic = topics.computeIfAbsent(wanted.name, name -> wanted); // it may have been forgotten just now
            if (topic.flight.isPresent()) {
                return topic.flight.get();
            }
            topic.flight = Optional.of(flight);
            informer = topic.informer;
            topic.informer = Optional.empty();
        } finally {
            lock.unlock();
        }
        turnstile.enter(() -> lookUp(topic, flight, new LookUp.Terms(endNanos, trying, informer)));
        return flight;
    }

    private CompletableFuture<?> lookUp(
            Topic topic, CompletableFuture<Optional<TopicRoute>> flight, LookUp.Terms terms) {
        var left = Duration.ofNanos(
                Math.max(1_000_000, terms.endNanos() - remote.scheduler().nanos()));
        var answer = remote.servers(left).thenCompose(servers -> {
            choice.update(servers);
            return LookUp.begin(remote, choice, topic.name, terms);
        });
        var unused = answer.thenCompose(answered -> withFallback(topic, answered, terms.endNanos()))
                .whenComplete((outcome, failure) -> {
                    if (failure == null) {
                        land(topic, flight, outcome);
                    } else {
                        crash(topic, flight, Waiting.cause(failure));
                    }
                });
        return answer;
    }

    private CompletableFuture<Outcome> withFallback(Topic topic, Optional<TopicRoute> answered, long endNanos) {
        var standIn = settings.defaultTopic().filter(known -> !known.name().equals(topic.name));
        if (answered.isPresent() || standIn.isEmpty() || (topic.route.isPresent() && !topic.borrowed)) {
            return CompletableFuture.completedFuture(new Outcome(answered, Optional.empty()));
        }
        var known = standIn.get();
        return find(known.name(), endNanos)
                .thenApply(own -> new Outcome(answered, own.map(route -> known.routeOf(topic.name, route))));
    }

    /** Takes down what an answer says, and when to ask again. */
    private void land(Topic topic, CompletableFuture<Optional<TopicRoute>> flight, Outcome outcome) {
        Optional<TopicRoute> before;
        boolean first;
        boolean again;
        lock.lock();
        try {
            before = topic.answered;
            first = !topic.heard;
            again = topic.again;
            topic.take(
                    outcome.answered(), outcome.borrowed(), remote.scheduler().nanos());
        } finally {
            lock.unlock();
        }
        if (first) {
            membership.onAdded(topic.name);
        }
        agenda.put(topic.name, again ? Duration.ZERO : part(first ? 0 : 0.9, first ? 1 : 1.1));
        if (!before.equals(outcome.answered())) {
            teller.tell(new RouteChange(topic.name, before, outcome.answered()));
        }
        membership.onAnswer();
        flight.complete(topic.route);
    }

    /** Keeps what is known, since nobody answers. */
    private void crash(Topic topic, CompletableFuture<Optional<TopicRoute>> flight, Throwable failure) {
        boolean heard;
        lock.lock();
        try {
            topic.flight = Optional.empty();
            topic.again = false;
            heard = topic.heard;
        } finally {
            lock.unlock();
        }
        LOG.debug("The route of {} stays as it is: {}", topic, failure.getMessage());
        if (heard || !forget(topic, Optional.empty())) {
            agenda.put(topic.name, part(0.5, 1));
        }
        flight.completeExceptionally(failure);
    }

    /** Returns a time by chance between two parts of the period, so that topics asked for at once are refreshed one by one. */
    private Duration part(double least, double most) {
        double part = least + (most - least) * random.nextDouble();
        return Duration.ofNanos((long) (part * settings.refreshPeriod().toNanos()));
    }

    /** What the name servers answer, and what stands for it if that is nothing. */
    private record Outcome(Optional<TopicRoute> answered, Optional<TopicRoute> borrowed) {}
}
