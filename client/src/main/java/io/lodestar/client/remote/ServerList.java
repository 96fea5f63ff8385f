package io.lodestar.client.remote;

import io.lodestar.client.NameServerException;
import io.lodestar.client.NameServers;
import io.lodestar.client.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses of the name servers, kept up to date: what was known last counts while nothing newer can be found. Thread-safe; one look-up at a time.
 */
final class ServerList {
    private static final Logger LOG = LoggerFactory.getLogger(ServerList.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    private final Optional<ServerSource> source;
    private final Scheduler scheduler;
    private final Executor workers;
    private final Listeners<List<String>> changes = new Listeners<>();
    private final Set<CompletableFuture<List<String>>> waiting = ConcurrentHashMap.newKeySet();
    private volatile List<String> known = List.of();
    private volatile String flaw = "they are being looked up";

    /** Makes a list, empty until {@link #start()}. */
    ServerList(NameServers servers, Scheduler scheduler, Executor workers) {
        this(sourceOf(servers), scheduler, workers);
        if (servers instanceof NameServers.Fixed fixed) {
            publish(fixed.addresses());
        }
    }

    ServerList(Optional<ServerSource> source, Scheduler scheduler, Executor workers) {
        this.source = source;
        this.scheduler = scheduler;
        this.workers = workers;
    }

    private static Optional<ServerSource> sourceOf(NameServers servers) {
        if (servers instanceof NameServers.HostName name) {
            return Optional.of(new HostNameSource(name.hostAndPort()));
        }
        return servers instanceof NameServers.AddressService service
                ? Optional.of(new PageSource(service.uri()))
                : Optional.empty();
    }

    /** Looks, and goes on looking. */
    void start() {
        source.ifPresent(place -> look(place, FIRST_RETRY));
    }

    /** Returns the addresses; the future fails when they are not known within the limit. */
    CompletableFuture<List<String>> current(Duration limit) {
        if (!known.isEmpty()) {
            return CompletableFuture.completedFuture(known);
        }
        var answer = new CompletableFuture<List<String>>();
        var alarm = scheduler.after(limit, () -> answer.completeExceptionally(unknown(limit)));
        waiting.add(answer);
        var unused = answer.whenComplete((servers, failure) -> {
            alarm.run();
            waiting.remove(answer);
        });
        if (!known.isEmpty()) { // since just now
            answer.complete(known);
        }
        return answer;
    }

    /** Tells of each change. */
    Subscription onChange(Consumer<List<String>> listener) {
        return changes.add(listener);
    }

    private NameServerException unknown(Duration limit) {
        return new NameServerException.Unreachable(
                "", "", "their addresses are not known after " + limit.toMillis() + " ms: " + flaw);
    }

    private void look(ServerSource place, Duration retry) {
        try {
            workers.execute(() -> lookNow(place, retry));
        } catch (RejectedExecutionException busy) {
            LOG.debug("The name servers are looked up later: {}", busy.getMessage());
            again(place, retry, retry);
        }
    }

    private void lookNow(ServerSource place, Duration retry) {
        var delay = retry;
        var nextRetry = min(retry.multipliedBy(2), place.period());
        try {
            var found = place.look();
            var unused = scheduler.after(Duration.ZERO, () -> publish(found)); // whoever waits must not go on here
            delay = place.period();
            nextRetry = FIRST_RETRY;
        } catch (IOException unavailable) {
            flaw = String.valueOf(unavailable.getMessage());
            LOG.warn(
                    "The name servers cannot be looked up, again in {} ms; {}: {}",
                    retry.toMillis(),
                    known.isEmpty() ? "none is known" : "those known stay in use",
                    flaw);
        } finally {
            again(place, delay, nextRetry);
        }
    }

    private void again(ServerSource place, Duration delay, Duration retry) {
        var unused = scheduler.after(delay, () -> look(place, retry));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void publish(List<String> found) {
        if (!found.isEmpty() && !found.equals(known)) {
            LOG.info("The name servers are {}", found);
            known = List.copyOf(found);
            List.copyOf(waiting).forEach(waiter -> waiter.complete(known));
            changes.tell(known);
        }
    }
}
