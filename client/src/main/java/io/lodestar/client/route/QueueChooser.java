package io.lodestar.client.route;

import io.lodestar.client.TopicRoute;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the queue for each message: one after the other, beginning with any. Thread-safe. Keeps a little for each topic that it chose for, until it is told to {@link #forget}.
 *
 * <p>The brokers that {@link LatencyFaults} avoids come last, if the chooser was given them; without, only the broker of the last failure is passed over.
 */
public final class QueueChooser {
    private final Optional<LatencyFaults> faults;
    private final Map<String, Turns> topics = new ConcurrentHashMap<>();

    /** Makes a chooser that avoids nobody but the broker of the last failure, as Apache's producers are unless told otherwise. */
    public QueueChooser() {
        this.faults = Optional.empty();
    }

    /** Makes a chooser that avoids brokers as these faults say; the caller tells them how long each message took. */
    public QueueChooser(LatencyFaults faults) {
        this.faults = Optional.of(faults);
    }

    /** Returns the next queue that can be written to; empty when the route has none. */
    public Optional<MessageQueue> next(TopicRoute route) {
        return choose(route, Optional.empty());
    }

    /** Returns the next queue that is not on the broker where the last try failed, if there is another broker. */
    public Optional<MessageQueue> nextAfter(TopicRoute route, String failedBroker) {
        return choose(route, Optional.of(failedBroker));
    }

    /**
     * Returns the queue for all messages of one key, so that they stay in their order: the same as Apache's producers choose by hash, as long as the route has the same queues. When a broker comes
     * or goes, keys move; an order configuration keeps them where they are.
     *
     * @return empty when the route has no queue that can be written to
     */
    public static Optional<MessageQueue> forKey(TopicRoute route, String key) {
        var queues = Queues.writable(route);
        return queues.isEmpty() ? Optional.empty() : Optional.of(queues.get(Math.abs(key.hashCode() % queues.size())));
    }

    /** Forgets whose turn it is in a topic. */
    public void forget(String topic) {
        topics.remove(topic);
    }

    private Optional<MessageQueue> choose(TopicRoute route, Optional<String> failedBroker) {
        var turns = topics.compute(route.topic(), (topic, known) -> Turns.of(route, known));
        int count = turns.queues().size();
        if (count == 0) {
            return Optional.empty();
        }
        int first = Math.floorMod(turns.next().getAndIncrement(), count);
        MessageQueue best = turns.queues().get(first);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            var queue = turns.queues().get((first + i) % count);
            long cost = cost(queue.brokerName(), failedBroker);
            if (cost == 0) {
                return Optional.of(queue);
            }
            if (cost < least) {
                least = cost;
                best = queue;
            }
        }
        return Optional.of(best);
    }

    /** What speaks against a broker: first that it is to be avoided, and for how long; then that it failed just now. */
    private long cost(String brokerName, Optional<String> failedBroker) {
        long pause = faults.map(known -> known.pauseOf(brokerName))
                .orElse(Duration.ZERO)
                .toNanos();
        return 2 * pause + (failedBroker.isPresent() && failedBroker.get().equals(brokerName) ? 1 : 0);
    }

    /** A topic's queues, as of one route, and whose turn it is. */
    private record Turns(TopicRoute route, List<MessageQueue> queues, AtomicInteger next) {
        @SuppressWarnings("ReferenceEquality") // to compare them costs more than to list the queues
        static Turns of(TopicRoute route, @Nullable Turns known) {
            if (known != null && known.route == route) {
                return known;
            }
            var next = known == null
                    ? new AtomicInteger(ThreadLocalRandom.current().nextInt())
                    : known.next;
            return new Turns(route, Queues.writable(route), next);
        }
    }
}
