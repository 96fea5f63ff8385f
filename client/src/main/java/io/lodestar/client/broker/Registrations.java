package io.lodestar.client.broker;

import io.lodestar.client.Subscription;
import io.lodestar.client.remote.Answer;
import io.lodestar.client.remote.Listeners;
import io.lodestar.client.remote.Remote;
import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.body.KvTableBody;
import io.lodestar.protocol.header.NotifyMinBrokerIdChange;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker's correspondence with all its name servers: what is due when, and what they say. Thread-safe. */
final class Registrations {
    private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);

    private final Remote remote;
    private final Clock clock;
    private final RegistrationSettings settings;
    private final Turns turns = new Turns();
    private final Listeners<News> listeners = new Listeners<>();
    private final ReentrantLock writer = new ReentrantLock();

    /** Replaced under {@link #writer}. */
    private volatile Edition edition;

    /** Replaced in {@link #turns}, as the next one. */
    private volatile SortedMap<String, RegistrationOutcome> outcomes = Collections.emptySortedMap();

    private volatile LearnedMaster master = LearnedMaster.NONE;

    /** Only in {@link #turns}, as the three below. */
    private final SortedMap<String, Correspondence> correspondences = new TreeMap<>();

    private final Learning learning = new Learning();
    private boolean ended;
    private Letters letters;

    /** What listeners hear. */
    private interface News {
        void tell(BrokerListener listener);
    }

    Registrations(Remote remote, Clock clock, Edition first, RegistrationSettings settings) {
        this.remote = remote;
        this.clock = clock;
        this.settings = settings;
        this.edition = first;
        this.letters = new Letters(first, settings);
    }

    /** Registers with those who are known, and from now on with those who become so, in each period. */
    void begin() {
        var unused = remote.onLost(server -> turns.execute(() -> lost(server)));
        var unusedToo = remote.onServers(servers -> turns.execute(() -> correspondWith(servers)));
        var unusedThird = remote.servers().whenComplete((servers, unknown) -> {
            if (unknown == null) { // otherwise they come once they are known
                turns.execute(() -> correspondWith(servers));
            }
        });
        every(settings.period(), Correspondence::renew);
        if (settings.heartbeat().kind() != Heartbeat.Kind.NONE) {
            every(settings.heartbeat().period(), Correspondence::heartbeat);
        }
    }

    private void every(Duration period, Consumer<Correspondence> work) {
        var unused = remote.scheduler().after(period, () -> {
            every(period, work);
            turns.execute(() -> correspondences.values().forEach(work));
        });
    }

    private void lost(String server) {
        var correspondence = correspondences.get(server);
        if (correspondence != null) {
            correspondence.connectionLost();
        }
    }

    private void correspondWith(List<String> servers) {
        if (ended) {
            return;
        }
        List.copyOf(correspondences.keySet()).stream()
                .filter(known -> !servers.contains(known))
                .forEach(this::leave);
        for (var server : servers) {
            if (!correspondences.containsKey(server)) {
                var added = new Correspondence(server, new Desk(server), remote, turns, settings);
                correspondences.put(server, added);
                var unused = added.register();
            }
        }
    }

    private void leave(String server) {
        Optional.ofNullable(correspondences.remove(server)).ifPresent(Correspondence::stop);
        learning.forget(server);
        var others = new TreeMap<>(outcomes);
        others.remove(server);
        outcomes = Collections.unmodifiableSortedMap(others);
    }

    Edition edition() {
        return edition;
    }

    Map<String, RegistrationOutcome> outcomes() {
        return outcomes;
    }

    LearnedMaster master() {
        return master;
    }

    Subscription listen(BrokerListener listener) {
        return listeners.add(news -> remote.listeners().execute(() -> news.tell(listener)));
    }

    /** Makes the next edition at once; nobody is told of it yet. The step is no user's, as it runs under the lock. */
    void change(UnaryOperator<Edition> step) {
        writer.lock();
        try {
            edition = step.apply(edition);
        } finally {
            writer.unlock();
        }
    }

    /** Makes the next edition by a step of a user's, which runs without the lock, and once more if the broker changed meanwhile. */
    void changeBroker(UnaryOperator<Broker> step) {
        boolean made = false;
        while (!made) {
            var seen = edition.broker();
            var wanted = step.apply(seen);
            made = replace(seen, wanted);
        }
        turns.execute(() -> {
            if (edition().broker().id() == 0) {
                learning.forgetMaster().ifPresent(this::tellOfMaster);
            }
        });
    }

    private boolean replace(Broker seen, Broker wanted) {
        writer.lock();
        try {
            boolean current = edition.broker().equals(seen);
            if (current) {
                edition = edition.as(wanted, clock.millis());
            }
            return current;
        } finally {
            writer.unlock();
        }
    }

    /** Does the same for each name server once they are known, and returns what came of it. */
    CompletableFuture<Map<String, RegistrationOutcome>> withEach(
            Function<Correspondence, CompletableFuture<RegistrationOutcome>> work) {
        return CompletableFuture.completedFuture(work)
                .thenComposeAsync(ready -> known(), turns)
                .thenApplyAsync(
                        found -> correspondences.values().stream().map(work).toList(), turns)
                .thenCompose(begun -> CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new))
                        .thenApply(done -> byServer(begun)));
    }

    /** Completes when there is a name server to write to, or will never be one. */
    private CompletableFuture<Void> known() {
        if (ended || !correspondences.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return remote.servers()
                .thenAcceptAsync(
                        servers -> {
                            if (correspondences.isEmpty()) {
                                correspondWith(servers);
                            }
                        },
                        turns);
    }

    private static Map<String, RegistrationOutcome> byServer(List<CompletableFuture<RegistrationOutcome>> done) {
        var results = new TreeMap<String, RegistrationOutcome>();
        done.forEach(each -> results.put(each.join().nameServer(), each.join()));
        return Collections.unmodifiableMap(results);
    }

    /** Takes notice of a smallest id that changed (protocol 9.7). */
    void notice(NotifyMinBrokerIdChange notice) {
        turns.execute(() -> {
            if (edition().broker().id() > 0) {
                notice.minBrokerId().ifPresent(smallest -> notice(notice, smallest));
            }
        });
    }

    private void notice(NotifyMinBrokerIdChange notice, long smallest) {
        if (smallest == 0) {
            adopt(new LearnedMaster(notice.minBrokerAddress(), notice.haBrokerAddress()));
        } else if (notice.offlineBrokerAddress().isPresent()
                && notice.offlineBrokerAddress().equals(learning.known().address())) {
            adopt(LearnedMaster.NONE);
        }
        var address = notice.minBrokerAddress().orElse("");
        listeners.tell(listener -> listener.onSmallestIdChanged(smallest, address));
    }

    private void adopt(LearnedMaster told) {
        learning.adopt(told).ifPresent(this::tellOfMaster);
    }

    private void tellOfMaster(LearnedMaster learned) {
        LOG.info(
                "The master of broker {} is {}",
                edition().broker().name(),
                learned.address().orElse("not known any more"));
        master = learned;
        listeners.tell(listener -> listener.onMasterChanged(learned));
    }

    /** Ends it all without a word. */
    void end() {
        turns.execute(() -> {
            ended = true;
            correspondences.values().forEach(Correspondence::stop);
        });
    }

    /** Ends it all, and takes the broker off every name server. Completes when all have answered or their time is over. */
    CompletableFuture<Void> sayGoodbye(Duration limit) {
        var all = new CompletableFuture<Void>();
        turns.execute(() -> {
            ended = true;
            var begun = correspondences.values().stream()
                    .map(each -> each.sayGoodbye(limit))
                    .toArray(CompletableFuture[]::new);
            var unused = CompletableFuture.allOf(begun).whenComplete((done, failure) -> all.complete(null));
        });
        return all;
    }

    /** What one name server is written from, and where its answers go. */
    private final class Desk implements Correspondence.Desk {
        private final String server;

        Desk(String server) {
            this.server = server;
        }

        @Override
        public Letters letters() {
            var current = edition();
            if (!letters.edition().equals(current)) {
                letters = new Letters(current, settings);
            }
            return letters;
        }

        @Override
        public void file(RegistrationOutcome outcome, Optional<Answer> answer) {
            log(outcome);
            var all = new TreeMap<>(outcomes);
            all.put(server, outcome);
            outcomes = Collections.unmodifiableSortedMap(all);
            if (outcome instanceof RegistrationOutcome.Registered registered
                    && answer.isPresent()
                    && edition().broker().id() > 0) {
                learning.heardMaster(server, registered.learned()).ifPresent(Registrations.this::tellOfMaster);
            }
            if (outcome.isSuccess()) {
                answer.ifPresent(this::readOrder);
            }
            listeners.tell(listener -> listener.onOutcome(outcome));
        }

        private void readOrder(Answer answer) {
            if (!answer.body().isReadable()) {
                return;
            }
            try {
                learning.heardOrder(server, KvTableBody.read(answer.body()).table())
                        .ifPresent(this::takeOrder);
            } catch (MalformedBodyException | LimitExceededException unreadable) {
                LOG.warn("{} answered a registration with a body that is no table", server, unreadable);
            }
        }

        /** The next period registers what became ordered by it. */
        private void takeOrder(SortedMap<String, String> topics) {
            change(known -> known.ordered(topics.keySet(), clock.millis()));
            listeners.tell(listener -> listener.onOrderTopicsChanged(topics));
        }

        private void log(RegistrationOutcome outcome) {
            var before = Optional.ofNullable(outcomes.get(server)).map(RegistrationOutcome::isSuccess);
            var name = edition().broker().name();
            if (before.filter(success -> success == outcome.isSuccess()).isPresent()) {
                LOG.debug("Broker {}: {}", name, outcome);
            } else if (outcome.isSuccess()) {
                LOG.info("Broker {} is registered with {}", name, server);
            } else {
                LOG.warn("Broker {} is not registered with {}: {}", name, server, outcome);
            }
        }
    }
}
