package io.lodestar.bench.load;

import java.util.concurrent.TimeUnit;

/** When a request is sent. */
public sealed interface Pace {
    /** Whenever an answer made room for it: so many requests are on the way on each connection. */
    static Pace closed(int depth) {
        return new Closed(depth);
    }

    /** At its time, whatever the server does; latency counts from that time. */
    static Pace open(double perSecond) {
        return new Open(Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond));
    }

    /** Asks again as soon as an answer came. */
    record Closed(int depth) implements Pace {}

    /** Asks at a fixed rate. */
    record Open(long intervalNanos) implements Pace {}
}
