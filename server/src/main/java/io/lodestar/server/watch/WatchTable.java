package io.lodestar.server.watch;

import io.lodestar.protocol.body.ChangedRoutesBody;
import io.lodestar.protocol.header.RouteVersion;
import io.lodestar.registry.Ticker;
import io.lodestar.transport.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who watches what, and what of it changed when (decision 22). Guarded by {@link RouteWatch}'s lock, but for {@link #watches}.
 *
 * <p>Each round compares what each watched topic is answered from with what it was answered from in the round before; no event is trusted to tell.
 * Topics stay for a while after the last who watched them left, so that whoever lost its connection can be told what it missed.
 */
final class WatchTable {
    /** How long topics stay that nobody watches. */
    static final Duration LINGER = Duration.ofMinutes(5);

    private static final long LINGER_NANOS = LINGER.toNanos();
    private static final long NEVER = Long.MAX_VALUE;

    private final long epoch;
    private final RouteStamps stamps;
    private final WatchLimits limits;
    private final Ticker ticker;
    private final Map<String, Watched> topics = new HashMap<>();
    private final Map<Long, Watcher> watchers = new ConcurrentHashMap<>();
    private final Set<Watcher> everything = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Watcher> due = new LinkedHashSet<>();
    private RouteStamps.Manner manner;
    private long number;
    private long links;
    private long names;
    /** From which version on every topic has been looked at. */
    private long coveredSince = NEVER;

    private long uncoveredAtNanos;

    WatchTable(long epoch, RouteStamps stamps, WatchLimits limits, Ticker ticker) {
        this.epoch = epoch;
        this.stamps = stamps;
        this.limits = limits;
        this.ticker = ticker;
        this.manner = stamps.manner();
    }

    /** Returns whether a connection watches. May be called by any thread. */
    boolean watches(Connection connection) {
        return watchers.containsKey(connection.id());
    }

    boolean isEmpty() {
        return topics.isEmpty() && watchers.isEmpty() && coveredSince == NEVER;
    }

    RouteWatch.Volume volume() {
        return new RouteWatch.Volume(watchers.size(), topics.size());
    }

    int watchersOf(String topic) {
        var watched = topics.get(topic);
        return everything.size() + (watched == null ? 0 : watched.watchers().size());
    }

    RouteVersion version() {
        return new RouteVersion(epoch, number);
    }

    /** Does what somebody wants, whole or not at all. */
    WatchOutcome apply(Wish wish) {
        if (isEmpty()) {
            manner = stamps.manner();
        }
        return switch (wish.scope()) {
            case NAMED -> named(wish);
            case ALL -> all(wish);
            case NONE -> none(wish);
        };
    }

    private WatchOutcome none(Wish wish) {
        leave(wish.connection().id());
        return new WatchOutcome.Watching(version(), ChangedRoutesBody.NONE, 0);
    }

    private WatchOutcome all(Wish wish) {
        if (!watches(wish.connection()) && watchers.size() >= limits.connections()) {
            return tooManyConnections();
        }
        var watcher = watcher(wish);
        watcher.watchEverything(true);
        everything.add(watcher);
        if (coveredSince == NEVER) {
            number++;
            coveredSince = number;
            addUnknown();
        }
        return watching(wish, Optional.of(watcher), Subject.whole(topics.values(), coveredSince));
    }

    private WatchOutcome named(Wish wish) {
        var refusal = refusal(wish);
        if (refusal.isPresent()) {
            return new WatchOutcome.TooMuch(refusal.get());
        }
        var known = Optional.ofNullable(watchers.get(wish.connection().id()));
        known.ifPresent(watcher -> drop(watcher, wish));
        var added = wish.add().isEmpty() ? List.<Watched>of() : add(watcher(wish), wish.add());
        var watcher = Optional.ofNullable(watchers.get(wish.connection().id()));
        boolean asks = wish.add().isEmpty() && wish.drop().isEmpty();
        if (!asks) {
            return watching(wish, watcher, new Subject(added, 0, false));
        }
        return watcher.filter(Watcher::watchesEverything).isPresent()
                ? watching(wish, watcher, Subject.whole(topics.values(), coveredSince))
                : watching(
                        wish,
                        watcher,
                        Subject.whole(watcher.map(Watcher::topics).orElse(Set.of()), 0));
    }

    /** Says what of the subject changed. */
    private WatchOutcome watching(Wish wish, Optional<Watcher> watcher, Subject subject) {
        var changed = subject.changed(wish.since(), version());
        long watched = watcher.map(one ->
                        one.watchesEverything() ? topics.size() : one.topics().size())
                .orElse(0);
        long known = subject.isWhole()
                ? number
                : watcher.map(one -> one.knows(number)).orElse(number);
        return new WatchOutcome.Watching(new RouteVersion(epoch, known), changed, watched);
    }

    /** Returns why it would be too much, if so. */
    private Optional<String> refusal(Wish wish) {
        int tooLong = limits.rule().maxLength();
        if (wish.add().stream().anyMatch(name -> name.length() > tooLong)) {
            return Optional.of("a topic to watch has a name longer than nameMaxLength=" + tooLong);
        }
        if (wish.add().contains("")) {
            return Optional.of("a topic to watch has an empty name");
        }
        wish.add().forEach(name -> limits.rule().checked("topic", name));
        var beyondShare = beyondShare(wish);
        if (beyondShare.isPresent() || beyondRoom(wish).isEmpty()) {
            return beyondShare;
        }
        forget(-1); // room for those who are here
        return beyondRoom(wish);
    }

    /** Returns which limit of what is watched now does not allow it: what lingers has no part in that. */
    private Optional<String> beyondShare(Wish wish) {
        var watcher = Optional.ofNullable(watchers.get(wish.connection().id()));
        long mine = watcher.map(one -> one.topics().size()).orElse(0);
        long fewer = wish.drop().stream()
                .distinct()
                .filter(name -> isWatched(watcher, name) && !wish.add().contains(name))
                .count();
        long more =
                wish.add().stream().filter(name -> !isWatched(watcher, name)).count();
        if (more == 0) {
            return Optional.empty();
        }
        if (watcher.isEmpty() && watchers.size() >= limits.connections()) {
            return Optional.of(tooManyConnections().reason());
        }
        return exceeds(mine - fewer + more, limits.topicsEach(), "watchTopicsPerConnectionMax")
                .or(() -> exceeds(links - fewer + more, limits.links(), "watchLinksMax"));
    }

    /** Returns which limit of what is kept does not allow it. */
    private Optional<String> beyondRoom(Wish wish) {
        var unknown =
                wish.add().stream().filter(name -> !topics.containsKey(name)).toList();
        long length = unknown.stream().mapToLong(String::length).sum();
        return exceeds(topics.size() + unknown.size(), limits.topics(), "watchTopicsMax")
                .or(() -> exceeds(names + length, limits.names(), "watchNamesMaxLength"));
    }

    private boolean isWatched(Optional<Watcher> watcher, String name) {
        var watched = topics.get(name);
        return watched != null && watcher.filter(watched.watchers()::contains).isPresent();
    }

    private WatchOutcome.TooMuch tooManyConnections() {
        return new WatchOutcome.TooMuch(
                "as many connections watch as may: watchConnectionsMax=" + limits.connections() + "; go on polling");
    }

    private static Optional<String> exceeds(long sum, long limit, String key) {
        return sum > limit
                ? Optional.of("that would make " + sum + ", and " + key + "=" + limit
                        + "; what was watched before still is, go on polling for the rest")
                : Optional.empty();
    }

    private Watcher watcher(Wish wish) {
        return watchers.computeIfAbsent(wish.connection().id(), id -> new Watcher(wish.connection(), wish.encoding()));
    }

    private void drop(Watcher watcher, Wish wish) {
        for (var name : wish.drop()) {
            var watched = topics.get(name);
            if (watched != null && watcher.topics().remove(watched)) {
                unlink(watched, watcher);
            }
        }
        if (watcher.topics().isEmpty() && !watcher.watchesEverything()) {
            leave(wish.connection().id());
        }
    }

    private List<Watched> add(Watcher watcher, Set<String> added) {
        if (added.stream().anyMatch(name -> !topics.containsKey(name))) {
            number++; // nobody can know what it was before
        }
        var all = new ArrayList<Watched>(added.size());
        for (var name : added) {
            var watched = topics.get(name);
            if (watched == null) {
                watched = create(name);
            }
            if (watcher.topics().add(watched)) {
                watched.watchers().add(watcher);
                links++;
            }
            all.add(watched);
        }
        return all;
    }

    private Watched create(String name) {
        var watched = new Watched(name, stamps.of(name), number, ticker.nanos());
        topics.put(name, watched);
        names += name.length();
        return watched;
    }

    private void unlink(Watched watched, Watcher watcher) {
        watched.watchers().remove(watcher);
        links--;
        if (watched.watchers().isEmpty()) {
            watched.leave(ticker.nanos());
        }
    }

    /** Forgets a connection that watches no more; returns how many topics it watched. */
    int leave(long connection) {
        var watcher = watchers.remove(connection);
        if (watcher == null) {
            return 0;
        }
        watcher.topics().forEach(watched -> unlink(watched, watcher));
        int watched = watcher.topics().size();
        watcher.topics().clear();
        due.remove(watcher);
        if (everything.remove(watcher) && everything.isEmpty()) {
            uncoveredAtNanos = ticker.nanos();
        }
        return watched;
    }

    /**
     * Looks what changed.
     *
     * @param named topics that count as changed whatever they are answered from now; empty when all do
     * @return who is to be told what now; each of them has to say when that has arrived
     */
    List<Push> round(Optional<List<String>> named) {
        var before = manner;
        manner = stamps.manner();
        boolean all = named.isEmpty() || !manner.equals(before);
        Set<Watched> hinted = Collections.newSetFromMap(new IdentityHashMap<>());
        for (var name : named.orElse(List.of())) {
            Optional.ofNullable(topics.get(name)).ifPresent(hinted::add);
        }
        var changed = new ArrayList<Watched>();
        for (var watched : topics.values()) {
            if (watched.look(stamps.of(watched.topic())) || all || hinted.contains(watched)) {
                changed.add(watched);
            }
        }
        tell(changed);
        return pushes();
    }

    private void tell(List<Watched> changed) {
        number++;
        boolean whole = true;
        if (coveredSince != NEVER) {
            whole = addUnknown(changed);
        }
        if (changed.isEmpty() && whole) {
            number--;
            return;
        }
        long now = ticker.nanos();
        for (var watched : changed) {
            watched.changed(number);
            if (coveredSince != NEVER && !watched.hasRoute()) {
                watched.leave(now); // who watches all has to be able to hear of it
            }
            watched.watchers().stream()
                    .filter(watcher -> !watcher.watchesEverything())
                    .forEach(watcher -> {
                        watcher.add(watched);
                        due.add(watcher);
                    });
        }
        if (whole) {
            tellWhoWatchesAll(List.copyOf(changed));
        } else {
            coveredSince = number;
            everything.forEach(Watcher::addEverything);
        }
        due.addAll(everything);
    }

    /** They share one list: a copy for each would make a round as long as they are many. */
    private void tellWhoWatchesAll(List<Watched> changed) {
        long length =
                changed.stream().mapToLong(watched -> watched.topic().length()).sum();
        everything.forEach(watcher -> watcher.add(changed, length));
    }

    private void addUnknown() {
        addUnknown(new ArrayList<>());
    }

    /** Begins to look at the topics that came; returns whether there is room for all of them. */
    private boolean addUnknown(List<Watched> added) {
        var left = new ArrayList<String>();
        stamps.eachTopic(name -> {
            if (!topics.containsKey(name)) {
                left.add(name);
            }
        });
        for (var name : left) {
            if (topics.size() >= limits.topics() || names + name.length() > limits.names()) {
                return false;
            }
            added.add(create(name));
        }
        return true;
    }

    private List<Push> pushes() {
        var pushes = new ArrayList<Push>();
        due.removeIf(watcher -> {
            boolean ready = watcher.isReady();
            if (ready) {
                pushes.add(new Push(watcher, version(), watcher.take(number)));
            }
            return ready;
        });
        return pushes;
    }

    /** Takes it that nobody knows what was told to whom: all are told that anything may have changed, as soon as possible. */
    void doubt() {
        watchers.values().forEach(watcher -> {
            watcher.doubt();
            due.add(watcher);
        });
    }

    /** Forgets what nobody has watched for a while. */
    void forget() {
        boolean covered = !everything.isEmpty() || ticker.nanos() - uncoveredAtNanos <= LINGER_NANOS;
        if (!covered) {
            coveredSince = NEVER;
        }
        forget(LINGER_NANOS);
    }

    private void forget(long lingerNanos) {
        long now = ticker.nanos();
        topics.values().removeIf(watched -> {
            boolean covered = coveredSince != NEVER && watched.hasRoute();
            boolean forgotten = !covered && watched.isForgettable(now, lingerNanos);
            if (forgotten) {
                names -= watched.topic().length();
                coveredSince = coveredSince == NEVER ? NEVER : Math.max(coveredSince, watched.changedAt());
            }
            return forgotten;
        });
    }
}
