package io.lodestar.client.route;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.lodestar.client.Subscription;
import io.lodestar.client.remote.Listeners;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners of changes, one after the other. While they are busy, the changes of one topic become one. Thread-safe. */
final class ChangeTeller {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeTeller.class);

    private final Executor listeners;
    private final Listeners<RouteChange> ofAll = new Listeners<>();
    private final Map<String, Listeners<RouteChange>> ofTopic = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<String, RouteChange> waiting = new LinkedHashMap<>();

    @GuardedBy("lock")
    private boolean telling;

    ChangeTeller(Executor listeners) {
        this.listeners = listeners;
    }

    /** Adds a listener for all topics. */
    Subscription add(Consumer<RouteChange> listener) {
        return ofAll.add(guarded(listener));
    }

    /** Adds a listener for one topic. */
    Subscription add(String topic, Consumer<RouteChange> listener) {
        var added = new Subscription[1];
        ofTopic.compute(topic, (name, known) -> {
            var all = known == null ? new Listeners<RouteChange>() : known;
            added[0] = all.add(guarded(listener));
            return all;
        });
        return () -> ofTopic.computeIfPresent(topic, (name, all) -> {
            added[0].close();
            return all.isEmpty() ? null : all;
        });
    }

    /** Returns whether somebody listens to a topic by its name. */
    boolean isFollowed(String topic) {
        return ofTopic.containsKey(topic);
    }

    void tell(RouteChange change) {
        lock.lock();
        try {
            waiting.merge(change.topic(), change, RouteChange::then);
            if (telling) {
                return;
            }
            telling = true;
        } finally {
            lock.unlock();
        }
        listeners.execute(this::tellAll);
    }

    private void tellAll() {
        boolean done = false;
        try {
            tellEach();
            done = true;
        } finally {
            if (!done) {
                stopTelling(); // an error, which is on its way to the log, is no reason to tell nobody any more
            }
        }
    }

    private void stopTelling() {
        lock.lock();
        try {
            telling = false;
        } finally {
            lock.unlock();
        }
    }

    private void tellEach() {
        for (var change = next(); change.isPresent(); change = next()) {
            var news = change.get();
            if (!news.isNothing()) {
                ofAll.tell(news);
                Optional.ofNullable(ofTopic.get(news.topic())).ifPresent(all -> all.tell(news));
            }
        }
    }

    private Optional<RouteChange> next() {
        lock.lock();
        try {
            var entries = waiting.values().iterator();
            if (!entries.hasNext()) {
                telling = false;
                return Optional.empty();
            }
            var change = entries.next();
            entries.remove();
            return Optional.of(change);
        } finally {
            lock.unlock();
        }
    }

    /** What users do there is theirs; it must not keep the others from being told. */
    @SuppressWarnings("IllegalCatch")
    private static Consumer<RouteChange> guarded(Consumer<RouteChange> listener) {
        return change -> {
            try {
                listener.accept(change);
            } catch (RuntimeException bug) {
                LOG.error("A listener to routes failed on {}", change, bug);
            }
        };
    }
}
