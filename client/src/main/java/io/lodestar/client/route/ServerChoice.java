package io.lodestar.client.route;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.lodestar.client.remote.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Which name server is asked first, and which when that does not answer. Thread-safe.
 *
 * <p>The name servers stand in an order of chance, so that many clients spread over them, and the first that works is asked. One that failed is passed over for a
 * second, for two when it fails again, and so on up to a minute; then one request that nobody waits for tries it, and when it answers it has its
 * place again.
 */
final class ServerChoice {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private List<String> servers = List.of();

    @GuardedBy("lock")
    private final Map<String, Pause> pauses = new HashMap<>();

    ServerChoice(Scheduler scheduler, RandomGenerator random) {
        this.scheduler = scheduler;
        this.random = random;
    }

    /** Takes the list as of now. Those that were there keep their places; a new one gets one by chance. */
    void update(List<String> current) {
        lock.lock();
        try {
            var known = new HashSet<>(current);
            if (servers.size() == current.size() && known.containsAll(servers)) {
                return;
            }
            var next = new ArrayList<>(servers);
            next.removeIf(server -> !known.contains(server));
            var added = new ArrayList<>(current);
            added.removeAll(next);
            added.forEach(server -> next.add(random.nextInt(next.size() + 1), server));
            servers = List.copyOf(next);
            pauses.keySet().retainAll(known);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns all name servers in the order in which to ask them.
     *
     * @param trying whether nobody waits for the answer, so that one may be first that has to show whether it works again
     */
    List<String> order(boolean trying) {
        lock.lock();
        try {
            long now = scheduler.nanos();
            var well = new ArrayList<>(servers);
            well.removeAll(pauses.keySet());
            var ill = byEnd(Map.copyOf(pauses));
            if (trying && !ill.isEmpty() && isOver(ill.get(0), now)) {
                well.add(0, ill.remove(0));
            }
            well.addAll(ill);
            return Collections.unmodifiableList(well);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether a pause is over; the next to ask is told that it is not, so that only one tries. */
    @GuardedBy("lock")
    private boolean isOver(String server, long now) {
        var pause = pauses.get(server);
        if (pause == null || pause.endNanos() - now > 0) {
            return false;
        }
        pauses.put(server, new Pause(pause.length(), now + pause.length().toNanos(), true));
        return true;
    }

    private static List<String> byEnd(Map<String, Pause> pauses) {
        var entries = new ArrayList<>(pauses.entrySet());
        entries.sort((one, other) ->
                Long.signum(one.getValue().endNanos() - other.getValue().endNanos()));
        return new ArrayList<>(entries.stream().map(Map.Entry::getKey).toList());
    }

    /** Returns whom to ask first; nobody only while there are no name servers. */
    Optional<String> first() {
        lock.lock();
        try {
            for (var server : servers) {
                if (!pauses.containsKey(server)) {
                    return Optional.of(server);
                }
            }
            return servers.stream().findFirst();
        } finally {
            lock.unlock();
        }
    }

    /** A name server answered in time. */
    void worked(String server) {
        lock.lock();
        try {
            pauses.remove(server);
        } finally {
            lock.unlock();
        }
    }

    /** A name server did not answer, not in time, or with nothing of use. What it did not answer of what was asked at the same time counts once. */
    void failed(String server) {
        lock.lock();
        try {
            long now = scheduler.nanos();
            var pause = pauses.get(server);
            if (pause == null) {
                pauses.put(server, new Pause(FIRST_PAUSE, now + FIRST_PAUSE.toNanos(), false));
            } else if (pause.isTried() || pause.endNanos() - now <= 0) {
                var longer = pause.length().multipliedBy(2);
                var length = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
                pauses.put(server, new Pause(length, now + length.toNanos(), false));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * For how long a name server is passed over, and until when.
     *
     * @param isTried whether it is being tried, since the pause before was over
     */
    private record Pause(Duration length, long endNanos, boolean isTried) {}
}
