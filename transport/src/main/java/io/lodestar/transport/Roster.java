package io.lodestar.transport;

import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one listener or dialer on one event loop, and the timers that watch all of them for idleness and slowness: a timer
 * for each would take as much memory as the rest of a connection that is at rest. Confined to the event loop, except where it says otherwise.
 */
final class Roster {
    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);
    /** After so many rounds without a byte the idle limit has passed; by one more at most. */
    static final int ROUNDS = 16;

    private final EventLoop loop;
    private final int number;
    private final Traffic traffic = new Traffic(System::nanoTime);
    private final List<ChannelConnection> connections = new ArrayList<>();
    /** Those whose peer may be slow. */
    private final List<Watch> watches = new ArrayList<>();

    private final House house;
    private final List<Future<?>> timers = new ArrayList<>();
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();

    private boolean closing;
    private int turns;
    /** How many there are, for any thread. */
    private volatile int size;

    /** Starts an empty one for a loop that counts as the {@code number}th, from 0. May be called from any thread. */
    Roster(EventLoop loop, int number, House house) {
        this.loop = loop;
        this.number = number;
        this.house = house;
        long roundNanos = house.maxIdle().toNanos() / ROUNDS;
        if (!house.maxIdle().isZero()) {
            timers.add(each(Math.max(1, roundNanos), this::passRound));
        }
        timers.add(each(TimeUnit.SECONDS.toNanos(1), this::passSecond));
    }

    private Future<?> each(long periodNanos, Runnable task) {
        return loop.scheduleWithFixedDelay(task, periodNanos, periodNanos, TimeUnit.NANOSECONDS);
    }

    /** Keeps a connection until it is gone. */
    void add(ChannelConnection connection) {
        connection.attendance().sit(connections.size(), this);
        connections.add(connection);
        size = connections.size();
    }

    /** Returns a number that is one more with each turn that one of the connections has. */
    int nextTurn() {
        return ++turns;
    }

    /** Has a connection looked at each second, until there is nothing to look at. */
    void watch(ChannelConnection connection) {
        watches.add(new Watch(connection));
    }

    /** Counts what waits for a peer now. */
    void noteUnsent(ChannelConnection connection) {
        house.unread().note(connection, Attendance.unsentBytes(connection.channel()));
    }

    /** Gives up the place of a connection that is gone. */
    void remove(ChannelConnection gone) {
        house.leave(gone);
        int last = connections.size() - 1;
        int seat = gone.attendance().seat();
        var moved = connections.get(last);
        connections.set(seat, moved);
        moved.attendance().moveTo(seat);
        connections.remove(last);
        size = last;
        endIfEmpty();
    }

    private void passRound() {
        for (int seat = connections.size() - 1;
                seat >= 0;
                seat--) { // from the end: whoever goes is replaced by the last
            var channel = connections.get(seat).channel();
            if (connections.get(seat).attendance().passRound(channel) >= ROUNDS) {
                LOG.debug("{} was idle for too long", connections.get(seat));
                ChannelFuture unused = channel.close();
            }
        }
    }

    private void passSecond() {
        traffic.beginSecondlyTask();
        for (int i = watches.size() - 1; i >= 0; i--) { // from the end: whoever goes is replaced by the last
            var connection = watches.get(i).connection();
            boolean goesOn = watches.get(i).passSecond(house.patience());
            noteUnsent(connection);
            if (!goesOn) {
                connection.attendance().unwatch();
                Collections.swap(watches, i, watches.size() - 1);
                watches.remove(watches.size() - 1);
            }
        }
        traffic.endSecondlyTask();
    }

    /** Returns which of the event loops this one's is. May be called from any thread. */
    int number() {
        return number;
    }

    /** Returns what passes over the connections. May be called from any thread. */
    Traffic traffic() {
        return traffic;
    }

    /** Returns how many there are. May be called from any thread. */
    int size() {
        return size;
    }

    /** Closes them once what other threads have sent was offered to their sockets; tells when none is left. May be called from any thread. */
    CompletableFuture<Void> close() {
        try {
            loop.execute(() -> {
                closing = true;
                timers.forEach(timer -> timer.cancel(false));
                for (var connection : List.copyOf(connections)) {
                    ChannelFuture unused = connection.channel().close();
                }
                endIfEmpty();
            });
        } catch (RejectedExecutionException stopped) {
            emptied.complete(null); // an event loop that was stopped has closed its channels
        }
        return emptied;
    }

    private void endIfEmpty() {
        if (closing && connections.isEmpty()) {
            emptied.complete(null);
        }
    }
}
