package io.lodestar.client.route;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.lodestar.client.NameServerException;
import io.lodestar.client.remote.Answer;
import io.lodestar.client.remote.Push;
import io.lodestar.client.remote.Remote;
import io.lodestar.client.remote.Request;
import io.lodestar.client.remote.Waiting;
import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.ChangedRoutesBody;
import io.lodestar.protocol.body.WatchedTopicsBody;
import io.lodestar.protocol.header.RouteVersion;
import io.lodestar.protocol.header.WatchRoutesRequest;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from one name server which routes change, if it tells (docs/watch.md): what it does not tell is found by asking again each period.
 * Thread-safe.
 *
 * <p>Topics come in handfuls, so they wait a moment for each other. At most one request is under way; topics that it names count as watched once it was answered.
 */
final class RouteWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RouteWatch.class);
    private static final Duration GATHERING = Duration.ofMillis(20);
    private static final Duration FAREWELL_LIMIT = Duration.ofSeconds(1);
    private static final Duration WITHOUT_WATCH = Duration.ofMinutes(5);
    private static final int MAX_IN_REQUEST = 2_000;

    private final Remote remote;
    private final News news;
    private final Alarm alarm;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<String, Long> mutes = new HashMap<>();

    @GuardedBy("lock")
    private final Set<String> topics = new LinkedHashSet<>();

    /** Those of the topics that the name server is still to be told of, for the first time on this connection. */
    @GuardedBy("lock")
    private final Set<String> added = new LinkedHashSet<>();

    /** Those that were watched on a connection that was lost. */
    @GuardedBy("lock")
    private final Set<String> resumed = new LinkedHashSet<>();

    @GuardedBy("lock")
    private final Set<String> dropped = new LinkedHashSet<>();

    @GuardedBy("lock")
    private String server = "";

    @GuardedBy("lock")
    private Optional<RouteVersion> since = Optional.empty();

    /** Up to where those to be resumed are known, however far the others have got meanwhile. */
    @GuardedBy("lock")
    private Optional<RouteVersion> resumedSince = Optional.empty();

    /** Tells what was asked on this connection from what was on one before. */
    @GuardedBy("lock")
    private int round;

    @GuardedBy("lock")
    private boolean busy;

    /** Where changes go. */
    interface News {
        /** These changed. */
        void changed(String server, Collection<String> names);

        /** Nobody knows which of these changed. */
        void perhapsChanged(String server, Collection<String> names);

        /** This name server cannot be reached. */
        void unreachable(String server);
    }

    /** One request and what it is about. */
    private record Step(String server, int round, Optional<RouteVersion> since, List<String> add, List<String> drop) {}

    RouteWatch(Remote remote, News news) {
        this.remote = remote;
        this.news = news;
        this.alarm = new Alarm(remote.scheduler(), this::send);
        var unused = remote.onPush(this::onPush);
        var unusedToo = remote.onLost(this::onLost);
    }

    void add(String topic) {
        lock.lock();
        try {
            topics.add(topic);
            dropped.remove(topic);
            added.add(topic);
        } finally {
            lock.unlock();
        }
        alarm.set(GATHERING);
    }

    void drop(String topic) {
        lock.lock();
        try {
            if (topics.remove(topic) && !added.remove(topic) && !resumed.remove(topic)) {
                dropped.add(topic);
            }
        } finally {
            lock.unlock();
        }
        alarm.set(GATHERING);
    }

    /**
     * This name server is the one that is asked first. The watch stays where it is as long as it works there: one that said nothing for a moment tells what it
     * missed, and to move for that would make all clients ask for all topics anew.
     */
    void offer(String first) {
        lock.lock();
        try {
            if (!server.isEmpty() && !isMute(server)) {
                return; // added topics, or the alarm, wake it up when it was mute
            }
        } finally {
            lock.unlock();
        }
        move(first);
    }

    /** Watches at this name server from now on. */
    void move(String next) {
        String last;
        lock.lock();
        try {
            if (next.equals(server)) {
                return;
            }
            last = isMute(server) ? "" : server;
            server = next;
            since = Optional.empty();
            alarm.goOn();
            begin();
        } finally {
            lock.unlock();
        }
        if (!last.isEmpty()) {
            leave(last);
        }
        alarm.set(GATHERING);
    }

    private void leave(String last) {
        var nothing = new WatchRoutesRequest(WatchRoutesRequest.Scope.NONE, Optional.empty());
        var request = Request.of(RequestCode.WATCH_ROUTES, nothing.toFields()).perhapsUnknown();
        var unused = remote.tell(last, request, FAREWELL_LIMIT).whenComplete((sent, failure) -> {
            if (failure != null) {
                LOG.debug("{} could not be told that nothing is watched any more: {}", last, failure.getMessage());
            }
        });
    }

    /** Puts all topics down to be watched on a new connection: those that were watched with the version up to which they are known. */
    @GuardedBy("lock")
    private void begin() {
        round++;
        busy = false;
        dropped.clear();
        if (since.isEmpty()) {
            resumed.clear();
            added.addAll(topics);
            return;
        }
        if (resumed.isEmpty()) {
            resumedSince = since;
        }
        resumed.addAll(topics);
        resumed.removeAll(added);
    }

    private void onLost(String lost) {
        lock.lock();
        try {
            if (!lost.equals(server)) {
                return;
            }
            begin();
            alarm.pause();
        } finally {
            lock.unlock();
        }
        alarm.set(Duration.ZERO);
    }

    private void send() {
        if (alarm.isPaused()) {
            alarm.set(Duration.ZERO);
            return;
        }
        Optional<Step> step;
        lock.lock();
        try {
            step = nextStep();
            busy = busy || step.isPresent();
        } finally {
            lock.unlock();
        }
        step.ifPresent(this::send);
    }

    @GuardedBy("lock")
    private Optional<Step> nextStep() {
        if (busy || server.isEmpty() || isMute(server)) {
            return Optional.empty();
        }
        if (!resumed.isEmpty()) {
            return Optional.of(new Step(server, round, resumedSince, some(resumed), List.of()));
        }
        if (added.isEmpty() && dropped.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Step(server, round, Optional.empty(), some(added), some(dropped)));
    }

    private static List<String> some(Set<String> names) {
        return names.stream().limit(MAX_IN_REQUEST).toList();
    }

    @GuardedBy("lock")
    private boolean isMute(String name) {
        var until = mutes.get(name);
        return until != null && remote.scheduler().nanos() - until < 0;
    }

    private void send(Step step) {
        var body = new WatchedTopicsBody(step.add(), step.drop());
        var fields = new WatchRoutesRequest(WatchRoutesRequest.Scope.NAMED, step.since()).toFields();
        var request = Request.of(RequestCode.WATCH_ROUTES, fields, (ByteBuf out) -> body.writeTo(out))
                .perhapsUnknown();
        var unused = remote.ask(step.server(), request).whenComplete((answer, failure) -> {
            if (failure == null) {
                answered(step, answer);
            } else {
                failed(step, Waiting.cause(failure));
            }
        });
    }

    private void answered(Step step, Answer answer) {
        ChangedRoutesBody changes;
        try {
            changes = answer.read(ChangedRoutesBody::read);
        } catch (NameServerException refused) {
            failed(step, refused);
            return;
        }
        boolean current;
        lock.lock();
        try {
            current = step.round() == round;
            if (current) {
                busy = false;
                added.removeAll(new HashSet<>(step.add()));
                resumed.removeAll(new HashSet<>(step.add()));
                dropped.removeAll(new HashSet<>(step.drop()));
                for (var topic : step.add()) {
                    if (!topics.contains(topic)) {
                        dropped.add(topic); // while the request was under way
                    }
                }
                RouteVersion.from(answer.fields()).ifPresent(this::advance);
            }
        } finally {
            lock.unlock();
        }
        if (current) {
            tell(step.server(), changes, step.add());
            send();
        }
    }

    private void failed(Step step, Throwable failure) {
        boolean forLong = isForLong(failure);
        lock.lock();
        try {
            if (step.round() != round) {
                return;
            }
            busy = false;
            if (forLong) {
                mutes.put(step.server(), remote.scheduler().nanos() + WITHOUT_WATCH.toNanos());
                since = Optional.empty();
                begin();
            } else {
                alarm.pause();
            }
        } finally {
            lock.unlock();
        }
        if (forLong) {
            LOG.info("Route changes are found by asking only: {}", failure.getMessage());
        } else if (!(failure instanceof NameServerException.Refused)) {
            news.unreachable(step.server());
        }
        alarm.set(forLong ? WITHOUT_WATCH : Duration.ZERO);
    }

    /** One that has too much to do, or is being started, will tell soon; one that does not know the request, or has a limit, will not. */
    private static boolean isForLong(Throwable failure) {
        return failure instanceof NameServerException.Refused refused
                ? refused.code() != ResponseCode.SYSTEM_BUSY.code()
                : failure instanceof NameServerException.Unsupported
                        || failure instanceof NameServerException.Unreadable;
    }

    private void onPush(Push push) {
        if (push.code() != RequestCode.ROUTES_CHANGED.code()) {
            return;
        }
        List<String> mine;
        lock.lock();
        try {
            if (!push.server().equals(server)) {
                return;
            }
            RouteVersion.from(push.fields()).ifPresent(this::advance);
            mine = new ArrayList<>(topics);
        } finally {
            lock.unlock();
        }
        try {
            tell(push.server(), ChangedRoutesBody.read(push.body()), mine);
        } catch (MalformedBodyException unreadable) {
            LOG.warn("{} tells of changed routes, but not which: {}", push.server(), unreadable.getMessage());
            news.perhapsChanged(push.server(), mine);
        }
    }

    /** A push may come before the answer that was given before it. */
    @GuardedBy("lock")
    private void advance(RouteVersion version) {
        if (since.isEmpty() || !version.isCoveredBy(since.get())) {
            since = Optional.of(version);
        }
    }

    private void tell(String from, ChangedRoutesBody changes, Collection<String> all) {
        if (changes.all()) {
            news.perhapsChanged(from, all);
        } else {
            news.changed(from, changes.topics());
        }
    }
}
