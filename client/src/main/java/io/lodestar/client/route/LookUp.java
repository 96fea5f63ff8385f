package io.lodestar.client.route;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.lodestar.client.NameServerException;
import io.lodestar.client.TopicRoute;
import io.lodestar.client.remote.Answer;
import io.lodestar.client.remote.Remote;
import io.lodestar.client.remote.Request;
import io.lodestar.client.remote.Routes;
import io.lodestar.client.remote.Waiting;
import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.RouteBody;
import io.lodestar.protocol.header.GetRouteRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One question for a route, which any of the name servers may answer, within one time for all of them. Thread-safe.
 *
 * <p>The first is asked; the next as soon as it fails, says what makes no sense, or says nothing for a while; and so on. All of them have until the end, and the first
 * good answer counts. Whoever was asked before the one that gave it is slow or worse.
 */
final class LookUp {
    /** After this time without an answer the next is asked as well. */
    static final Duration PATIENCE = Duration.ofMillis(300);

    private final Remote remote;
    private final ServerChoice choice;
    private final String topic;
    private final Request request;
    private final Terms terms;
    private final Duration timeout;
    private final long endNanos;
    private final CompletableFuture<Optional<TopicRoute>> result = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final List<String> asked = new ArrayList<>();

    @GuardedBy("lock")
    private final Set<String> unanswered = new HashSet<>();

    @GuardedBy("lock")
    private final List<Throwable> failures = new ArrayList<>();

    @GuardedBy("lock")
    private Runnable alarm = () -> {};

    /**
     * How a look-up is to be.
     *
     * @param endNanos when its time is over
     * @param trying whether nobody waits for the answer
     * @param preferred who is asked first in any case: the name server that said that there is something to ask
     */
    record Terms(long endNanos, boolean trying, Optional<String> preferred) {}

    private LookUp(Remote remote, ServerChoice choice, String topic, Terms terms) {
        this.remote = remote;
        this.choice = choice;
        this.topic = topic;
        this.request = Request.of(
                RequestCode.GET_ROUTE_INFO, new GetRouteRequest(Optional.of(topic), true, Optional.empty()).toFields());
        this.terms = terms;
        this.timeout = remote.settings().requestTimeout();
        this.endNanos = terms.endNanos();
    }

    /**
     * Asks. The outcome is a route, or empty when there is no such topic; any other answer fails the future, unless another name server has a better one.
     */
    static CompletableFuture<Optional<TopicRoute>> begin(
            Remote remote, ServerChoice choice, String topic, Terms terms) {
        var lookUp = new LookUp(remote, choice, topic, terms);
        lookUp.askNext();
        return lookUp.result;
    }

    private void askNext() {
        Optional<String> next;
        lock.lock();
        try {
            alarm.run();
            next = next();
        } finally {
            lock.unlock();
        }
        next.ifPresent(this::ask);
    }

    /** Chooses by what is known now: others may have found out meanwhile who does not answer. */
    @GuardedBy("lock")
    private Optional<String> next() {
        if (result.isDone()) {
            return Optional.empty();
        }
        boolean isFirst = asked.isEmpty();
        var left = new ArrayList<>(
                choice.order(terms.trying() && isFirst && terms.preferred().isEmpty()));
        int count = left.size();
        if (isFirst && terms.preferred().filter(left::remove).isPresent()) {
            left.add(0, terms.preferred().get());
        }
        left.removeAll(asked);
        if (left.isEmpty()) {
            return Optional.empty();
        }
        var server = left.get(0);
        asked.add(server);
        unanswered.add(server);
        if (left.size() > 1) {
            var share = timeout.dividedBy(count + 1L);
            var patience = share.compareTo(PATIENCE) < 0 ? share : PATIENCE;
            alarm = remote.scheduler().after(patience, this::askNext);
        }
        return Optional.of(server);
    }

    private void ask(String server) {
        long leftNanos = Math.max(1_000_000, endNanos - remote.scheduler().nanos());
        var unused = remote.ask(server, request, Duration.ofNanos(leftNanos))
                .thenApply(this::read)
                .whenComplete((route, failure) -> {
                    if (failure != null) {
                        failed(server, Waiting.cause(failure));
                    } else {
                        answered(server, route);
                    }
                });
    }

    private Optional<TopicRoute> read(Answer answer) {
        return answer.is(ResponseCode.TOPIC_NOT_EXIST)
                ? Optional.empty()
                : Optional.of(answer.read(body -> checked(Routes.of(topic, RouteBody.read(body)))));
    }

    /**
     * Keeps out what no name server means. What a broker may have said of itself, such as a negative number of queues, passes: all name servers would repeat it,
     * and the topic's other brokers are not to suffer.
     */
    private static TopicRoute checked(TopicRoute route) {
        if (route.groups().isEmpty() && route.queues().isEmpty()) {
            throw new MalformedBodyException("it names no broker; a topic without a route is answered with code "
                    + ResponseCode.TOPIC_NOT_EXIST.code());
        }
        boolean nameless =
                route.groups().stream().anyMatch(group -> group.brokerName().isEmpty())
                        || route.queues().stream()
                                .anyMatch(queues -> queues.brokerName().isEmpty());
        if (nameless) {
            throw new MalformedBodyException("one of its brokers has no name");
        }
        return route;
    }

    private void answered(String server, Optional<TopicRoute> route) {
        var late = end(server);
        if (result.complete(route)) {
            late.forEach(choice::failed);
            choice.worked(server);
        }
    }

    /** Ends the look-up, and returns who was asked before the one that answered and has not answered. */
    private List<String> end(String server) {
        lock.lock();
        try {
            alarm.run();
            var late = new ArrayList<>(asked.subList(0, asked.indexOf(server)));
            late.retainAll(unanswered);
            return late;
        } finally {
            lock.unlock();
        }
    }

    private void failed(String server, Throwable failure) {
        if (!(failure instanceof NameServerException.Cancelled)) {
            choice.failed(server);
        }
        Optional<String> next;
        boolean over;
        Throwable told;
        lock.lock();
        try {
            unanswered.remove(server);
            failures.add(failure);
            alarm.run();
            next = next();
            over = unanswered.isEmpty();
            told = mostTelling(failures);
        } finally {
            lock.unlock();
        }
        if (over) {
            result.completeExceptionally(told);
        }
        next.ifPresent(this::ask);
    }

    /** An answer that is of no use tells more than that there was none, of which the last counts, with the time that all of them had. */
    private Throwable mostTelling(List<Throwable> all) {
        var last = all.get(all.size() - 1);
        for (var failure : all) {
            if (failure instanceof NameServerException.Refused || failure instanceof NameServerException.Unreadable) {
                return failure;
            }
        }
        if (all.size() == 1 || !(last instanceof NameServerException.TimedOut)) {
            return last;
        }
        var none = new NameServerException.TimedOut("", request.name(), timeout.toMillis() + " ms");
        none.initCause(last);
        return none;
    }
}
