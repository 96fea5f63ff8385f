package io.lodestar.interop;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long to wait for what. */
public final class Waiting {
    /** For a process that must start, or for something a broker does every ten seconds; ample on a busy machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private Waiting() {}

    /** A wait that ends with a failure after {@link #PATIENCE}. */
    public static ConditionFactory until(String what) {
        return within(PATIENCE, what);
    }

    /** A wait that ends with a failure after the time given. */
    public static ConditionFactory within(Duration time, String what) {
        return Awaitility.await(what).atMost(time).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20));
    }
}
