package io.lodestar.server.handler;

import io.lodestar.server.work.Work;
import io.lodestar.transport.Durations;
import io.lodestar.transport.Tally;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * How many requests came since the start, and what became of them. Read by any thread.
 *
 * <p>What event loops answer is most of it, and costs them a load and a store: each loop has counts of its own. Workers share theirs.
 */
public final class RequestCounts {
    private static final int OUTCOMES = RequestOutcome.values().length;
    private static final int COUNTS = RequestFamily.values().length * OUTCOMES;

    private final Tally ofWorkers = new Tally(COUNTS);
    private final List<Durations> durations =
            Stream.generate(Durations::new).limit(Work.values().length).toList();
    private final LongAdder faults = new LongAdder();
    /** By the number of the loop. Replaced by a longer one when a loop counts for the first time. */
    private volatile Tally[] ofLoops = {};

    RequestCounts() {}

    /** Returns how many requests of a family came to this. */
    public long count(RequestFamily family, RequestOutcome outcome) {
        int number = number(family, outcome);
        return ofWorkers.count(number)
                + Arrays.stream(ofLoops).mapToLong(loop -> loop.count(number)).sum();
    }

    /** Returns how many requests of a family came. */
    public long count(RequestFamily family) {
        return Arrays.stream(RequestOutcome.values())
                .mapToLong(outcome -> count(family, outcome))
                .sum();
    }

    /** Returns how many requests came to this. */
    public long count(RequestOutcome outcome) {
        return Arrays.stream(RequestFamily.values())
                .mapToLong(family -> count(family, outcome))
                .sum();
    }

    /** Returns how many requests came. */
    public long total() {
        return Arrays.stream(RequestFamily.values()).mapToLong(this::count).sum();
    }

    /**
     * Returns how long requests took from being taken off their connection until they were answered, their wait for a worker included. Of those that are
     * answered at once the {@link io.lodestar.transport.Traffic} knows.
     */
    public Durations durations(Work work) {
        return durations.get(work.ordinal());
    }

    /** Returns how many requests failed by a fault of the server's own, of which the log tells. */
    public long faults() {
        return faults.sum();
    }

    /** Counts what was answered at once. Comes from the loop of this number, and from it alone. */
    void count(int loop, RequestFamily family, RequestOutcome outcome) {
        var known = ofLoops;
        var own = loop < known.length ? known[loop] : newcomer(loop);
        own.add(number(family, outcome), 1);
    }

    /** Counts what a worker answered. */
    void countWorkedOn(Work work, RequestFamily family, RequestOutcome outcome, long nanos) {
        ofWorkers.addShared(number(family, outcome), 1);
        durations(work).add(nanos);
    }

    void countFault() {
        faults.increment();
    }

    private synchronized Tally newcomer(int loop) {
        if (loop >= ofLoops.length) {
            int before = ofLoops.length;
            var more = Arrays.copyOf(ofLoops, loop + 1);
            Arrays.setAll(more, number -> number < before ? more[number] : new Tally(COUNTS));
            ofLoops = more;
        }
        return ofLoops[loop];
    }

    private static int number(RequestFamily family, RequestOutcome outcome) {
        return family.ordinal() * OUTCOMES + outcome.ordinal();
    }
}
