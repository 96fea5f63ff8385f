package io.lodestar.client.admin;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.lodestar.client.NameServerException;
import io.lodestar.client.Subscription;
import io.lodestar.client.remote.Answer;
import io.lodestar.client.remote.Push;
import io.lodestar.client.remote.Remote;
import io.lodestar.client.remote.Request;
import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.body.ChangedRoutesBody;
import io.lodestar.protocol.body.WatchedTopicsBody;
import io.lodestar.protocol.header.RouteVersion;
import io.lodestar.protocol.header.WatchRoutesRequest;
import io.lodestar.protocol.header.WatchRoutesRequest.Scope;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Watches routes at one name server, and goes on where it was after its connection was lost. Thread-safe. */
final class RouteWatch implements Subscription {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MAX_GATHERED = 4_096;
    private static final RouteChanges ANYTHING = new RouteChanges(true, List.of());

    private final Remote remote;
    private final String address;
    private final List<String> topics;
    private final Consumer<RouteChanges> listener;
    private final Subscription pushes;
    private final Subscription losses;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private Optional<RouteVersion> known = Optional.empty();

    @GuardedBy("lock")
    private boolean accepted;

    @GuardedBy("lock")
    private boolean closed;

    /** How long the next pause is; grows until a request is accepted. */
    @GuardedBy("lock")
    private Duration pause = FIRST_PAUSE;

    /** Whether a request is due or under way. */
    @GuardedBy("lock")
    private boolean waiting;

    /** Whether the listener is going to be called, with what was gathered until then. */
    @GuardedBy("lock")
    private boolean telling;

    @GuardedBy("lock")
    private boolean gatheredAll;

    @GuardedBy("lock")
    private final Set<String> gathered = new LinkedHashSet<>();

    /**
     * Prepares one.
     *
     * @param topics what to watch; none stands for all
     */
    RouteWatch(Remote remote, String address, List<String> topics, Consumer<RouteChanges> listener) {
        this.remote = remote;
        this.address = address;
        this.topics = topics;
        this.listener = listener;
        this.pushes = remote.onPush(this::onPush);
        this.losses = remote.onLost(this::onLost);
    }

    /** Asks to watch. The future fails if the name server does not do that. */
    CompletableFuture<Subscription> start() {
        return remote.ask(address, request(Optional.empty()))
                .thenApply(answer -> {
                    accept(answer); // everything is asked for after this in any case
                    return (Subscription) this;
                })
                .whenComplete((watching, failure) -> {
                    if (failure != null) {
                        close();
                    }
                });
    }

    private Request request(Optional<RouteVersion> since) {
        var scope = topics.isEmpty() ? Scope.ALL : Scope.NAMED;
        var fields = new WatchRoutesRequest(scope, since).toFields();
        var body = new WatchedTopicsBody(topics, List.of());
        return Request.of(RequestCode.WATCH_ROUTES, fields, out -> {
                    if (!topics.isEmpty()) {
                        body.writeTo(out);
                    }
                })
                .perhapsUnknown();
    }

    private RouteChanges accept(Answer answer) {
        var changed = answer.read(ChangedRoutesBody::read);
        learn(RouteVersion.from(answer.fields()));
        synchronized (lock) {
            accepted = true;
            pause = FIRST_PAUSE;
        }
        return new RouteChanges(changed.all(), changed.topics());
    }

    private void onPush(Push push) {
        if (push.code() == RequestCode.ROUTES_CHANGED.code() && push.server().equals(address)) {
            try {
                var changed = ChangedRoutesBody.read(push.body());
                learn(RouteVersion.from(push.fields()));
                tell(new RouteChanges(changed.all(), changed.topics()));
            } catch (MalformedBodyException | LimitExceededException nonsense) {
                tell(ANYTHING); // what changed cannot be read, but something did
            }
        }
    }

    private void onLost(String server) {
        synchronized (lock) {
            if (!accepted || !server.equals(address)) {
                return;
            }
        }
        later();
    }

    /** Asks again after a while, unless that is going to happen anyway. */
    private void later() {
        Duration wait;
        synchronized (lock) {
            if (closed || waiting) {
                return;
            }
            waiting = true;
            wait = pause;
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        var unused = remote.scheduler().after(wait, this::resume);
    }

    private void resume() {
        Optional<RouteVersion> since;
        synchronized (lock) {
            if (closed) {
                return;
            }
            since = known;
        }
        var unused = remote.ask(address, request(since)).whenComplete((answer, failure) -> {
            synchronized (lock) {
                waiting = false;
            }
            if (failure != null || !resumed(answer)) {
                later();
            }
        });
    }

    /** A name server that was swapped for another one may not know how to watch; then everything is worth a look each time it is asked. */
    private boolean resumed(Answer answer) {
        if (answer.code() != 0) {
            tell(ANYTHING);
            return false;
        }
        try {
            var missed = accept(answer);
            if (missed.all() || !missed.topics().isEmpty()) {
                tell(missed);
            }
            return true;
        } catch (NameServerException.Unreadable nonsense) {
            tell(ANYTHING);
            return false;
        }
    }

    private void learn(Optional<RouteVersion> version) {
        synchronized (lock) {
            version.filter(told -> known.filter(told::isCoveredBy).isEmpty()).ifPresent(newer -> known = version);
        }
    }

    /** Hands changes on; those that come while the listener is busy are gathered, and are anything when they are many. */
    private void tell(RouteChanges changes) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            gatheredAll = gatheredAll || changes.all();
            gathered.addAll(changes.topics());
            if (gatheredAll || gathered.size() > MAX_GATHERED) {
                gatheredAll = true;
                gathered.clear();
            }
            if (telling) {
                return;
            }
            telling = true;
        }
        remote.listeners().execute(this::hand);
    }

    private void hand() {
        RouteChanges changes;
        synchronized (lock) {
            telling = false;
            changes = new RouteChanges(gatheredAll, List.copyOf(gathered));
            gatheredAll = false;
            gathered.clear();
            if (closed) {
                return;
            }
        }
        listener.accept(changes);
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        pushes.close();
        losses.close();
    }
}
