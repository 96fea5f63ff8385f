package io.lodestar.server.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets so many lines of each sort into the log within some seconds, and then says how many it left out: whatever peers do, the log stays readable and
 * the disk has room. A sort is a logger with the text of a line before names and numbers are put in. Lines below INFO are somebody's wish, and all of
 * them are let in. Thread-safe.
 */
public final class RepetitionFilter extends TurboFilter {
    /** How many lines of a sort are written in one period. */
    static final int MAX_LINES = 200;
    /** How many sorts are told apart. */
    static final int MAX_SORTS = 1_024;

    static final Duration PERIOD = Duration.ofSeconds(10);
    private static final String LEFT_OUT = "{} more lines like this were left out: {}";
    private static final int MAX_SHOWN = 200;

    private final LongSupplier nanoTime;
    private final Map<Sort, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final AtomicLong periodStart;

    /** Creates a filter that has seen nothing. */
    public RepetitionFilter() {
        this(System::nanoTime);
    }

    RepetitionFilter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.periodStart = new AtomicLong(nanoTime.getAsLong());
    }

    /** Lines that are alike. */
    private record Sort(String logger, String format) {}

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable fault) {
        if (format == null
                || format.equals(LEFT_OUT)
                || !level.isGreaterOrEqual(Level.INFO)
                || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        settle(logger);
        int count = counts.computeIfAbsent(sort(logger, format), first -> new AtomicInteger())
                .incrementAndGet();
        return count <= MAX_LINES ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    /** Texts that are put together before they are logged are as many as there are names; beyond some, a logger's are one sort. */
    private Sort sort(Logger logger, String format) {
        var sort = new Sort(logger.getName(), format);
        return counts.size() < MAX_SORTS || counts.containsKey(sort) ? sort : new Sort(logger.getName(), "");
    }

    /** When a period is over, tells what was left out in it, and begins another one. */
    private void settle(Logger logger) {
        long now = nanoTime.getAsLong();
        long start = periodStart.get();
        if (now - start < PERIOD.toNanos() || !periodStart.compareAndSet(start, now)) {
            return;
        }
        for (var sort : counts.keySet()) {
            var count = counts.remove(sort);
            if (count != null && count.get() > MAX_LINES) {
                logger.getLoggerContext()
                        .getLogger(sort.logger)
                        .warn(LEFT_OUT, count.get() - MAX_LINES, shown(sort.format));
            }
        }
    }

    private static String shown(String format) {
        return format.length() <= MAX_SHOWN ? format : format.substring(0, MAX_SHOWN) + "…";
    }
}
