package io.lodestar.client.admin;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.lodestar.client.Subscription;
import io.lodestar.client.remote.Answer;
import io.lodestar.client.remote.Push;
import io.lodestar.client.remote.Remote;
import io.lodestar.client.remote.Request;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.body.ChangedRoutesBody;
import io.lodestar.protocol.body.WatchedTopicsBody;
import io.lodestar.protocol.header.RouteVersion;
import io.lodestar.protocol.header.WatchRoutesRequest;
import io.lodestar.protocol.header.WatchRoutesRequest.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Watches routes at one name server, and goes on where it was after its connection was lost. Thread-safe. */
final class RouteWatch implements Subscription {
    private static final Duration PAUSE = Duration.ofSeconds(1);

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
        }
        return new RouteChanges(changed.all(), changed.topics());
    }

    private void onPush(Push push) {
        if (push.code() == RequestCode.ROUTES_CHANGED.code() && push.server().equals(address)) {
            learn(RouteVersion.from(push.fields()));
            var changed = ChangedRoutesBody.read(push.body());
            tell(new RouteChanges(changed.all(), changed.topics()));
        }
    }

    private void onLost(String server) {
        synchronized (lock) {
            if (closed || !accepted || !server.equals(address)) {
                return;
            }
        }
        later();
    }

    private void later() {
        var unused = remote.scheduler().after(PAUSE, this::resume);
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
            if (failure != null) {
                later();
            } else {
                resumed(answer);
            }
        });
    }

    /** A name server that was swapped for another one meanwhile may not know how to watch; then everything is worth a look, now and then. */
    private void resumed(Answer answer) {
        if (answer.code() != 0) {
            tell(new RouteChanges(true, List.of()));
            later();
            return;
        }
        var missed = accept(answer);
        if (missed.all() || !missed.topics().isEmpty()) {
            tell(missed);
        }
    }

    private void learn(Optional<RouteVersion> version) {
        synchronized (lock) {
            version.filter(told -> known.filter(told::isCoveredBy).isEmpty()).ifPresent(newer -> known = version);
        }
    }

    private void tell(RouteChanges changes) {
        synchronized (lock) {
            if (closed) {
                return;
            }
        }
        remote.listeners().execute(() -> listener.accept(changes));
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
