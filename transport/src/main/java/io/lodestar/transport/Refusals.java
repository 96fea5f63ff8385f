package io.lodestar.transport;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what was refused, and tells the operator: one line a minute for each reason and source, which says how many it stands for. Thread-safe.
 *
 * <p>An IPv6 source is a /64 network. However many sources there are, no more than {@value #MAX_SUBJECTS} lines are written a minute, and as
 * many are remembered: what is refused beyond that shares one line a minute for each reason.
 *
 * @param <R> the reasons
 */
public final class Refusals<R extends Enum<R>> {
    static final int MAX_SUBJECTS = 1_024;
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final long PERIOD_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAX_TEXT_LENGTH = 400;

    private final Class<R> reasons;
    private final LongSupplier nanoTime;
    private final Consumer<String> log;
    private final AtomicLongArray counts;
    private final Map<Subject<R>, Told> tellings = new ConcurrentHashMap<>();
    private final AtomicLong lastSweepNanos;

    /** Starts with nothing refused. The time is in nanoseconds since any moment, as {@link System#nanoTime} has it. */
    public Refusals(Class<R> reasons, LongSupplier nanoTime) {
        this(reasons, nanoTime, LOG::warn);
    }

    Refusals(Class<R> reasons, LongSupplier nanoTime, Consumer<String> log) {
        this.reasons = reasons;
        this.nanoTime = nanoTime;
        this.log = log;
        this.counts = new AtomicLongArray(reasons.getEnumConstants().length);
        this.lastSweepNanos = new AtomicLong(nanoTime.getAsLong());
    }

    /** Counts something that this source was refused, and says in the log what it was, unless that was said within the last minute. */
    public void refuse(R reason, InetAddress source, String what) {
        refuse(new Subject<>(reason, Optional.of(Source.of(source))), what);
    }

    /** As {@link #refuse(Enum, InetAddress, String)}, for what no source can be named for. */
    void refuse(R reason, String what) {
        refuse(new Subject<>(reason, Optional.empty()), what);
    }

    /** Returns how often something was refused for this reason. */
    public long count(R reason) {
        return counts.get(reason.ordinal());
    }

    /** Returns how often something was refused for each of the reasons. */
    public Map<R, Long> counts() {
        var all = new EnumMap<R, Long>(reasons);
        for (R reason : reasons.getEnumConstants()) {
            all.put(reason, count(reason));
        }
        return Collections.unmodifiableMap(all);
    }

    private void refuse(Subject<R> subject, String what) {
        counts.incrementAndGet(subject.reason().ordinal());
        long now = nanoTime.getAsLong();
        sweep(now);
        boolean remembered = tellings.containsKey(subject) || tellings.size() < MAX_SUBJECTS;
        var told = remembered ? subject : new Subject<>(subject.reason(), Optional.empty());
        long untold = tellings.computeIfAbsent(told, unused -> new Told(now - PERIOD_NANOS))
                .note(now);
        if (untold > 0) {
            log.accept(subject + " refused" + times(untold) + ": " + legible(what));
        }
    }

    /** Forgets, once a minute, whoever has not been refused anything for a minute; what is still untold of it is told. */
    private void sweep(long now) {
        long last = lastSweepNanos.get();
        if (now - last < PERIOD_NANOS || !lastSweepNanos.compareAndSet(last, now)) {
            return;
        }
        for (var each : tellings.entrySet()) {
            if (each.getValue().isOver(now) && tellings.remove(each.getKey(), each.getValue())) {
                long untold = each.getValue().untold();
                if (untold > 0) {
                    log.accept(each.getKey() + " refused" + times(untold) + " since the last line about it");
                }
            }
        }
    }

    private static String times(long count) {
        return count == 1 ? "" : " " + count + " times";
    }

    /** What a peer sent must not forge lines of the log, nor fill it. */
    private static String legible(String text) {
        String cut = text.length() > MAX_TEXT_LENGTH ? text.substring(0, MAX_TEXT_LENGTH) + "…" : text;
        return cut.chars().noneMatch(Character::isISOControl) ? cut : cut.replaceAll("\\p{Cc}", "?");
    }

    /** What one line a minute is about. */
    private record Subject<R extends Enum<R>>(R reason, Optional<Source> source) {
        @Override
        public String toString() {
            return reason + " from " + source.map(Source::toString).orElse("any source");
        }
    }

    /** When the last line was written, and what came since. */
    private static final class Told {
        private long lastNanos;
        private long untold;

        Told(long lastNanos) {
            this.lastNanos = lastNanos;
        }

        /** Notes one more; returns for how many a line is due now, 0 for none. */
        synchronized long note(long now) {
            untold++;
            if (now - lastNanos < PERIOD_NANOS) {
                return 0;
            }
            lastNanos = now;
            long due = untold;
            untold = 0;
            return due;
        }

        synchronized boolean isOver(long now) {
            return now - lastNanos >= PERIOD_NANOS;
        }

        synchronized long untold() {
            return untold;
        }
    }
}
