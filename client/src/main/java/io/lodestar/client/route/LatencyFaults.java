package io.lodestar.client.route;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Which brokers are avoided for a while, since they were slow or failed. Thread-safe. What counts no more goes when a broker is avoided anew. */
public final class LatencyFaults {
    private final LatencyClasses classes;
    private final LongSupplier nanos;
    private final Map<String, Long> endsNanos = new ConcurrentHashMap<>();

    /** Avoids nobody yet; pauses are the {@linkplain LatencyClasses#USUAL usual} ones. */
    public LatencyFaults() {
        this(LatencyClasses.USUAL);
    }

    /** Avoids nobody yet. */
    public LatencyFaults(LatencyClasses classes) {
        this(classes, System::nanoTime);
    }

    LatencyFaults(LatencyClasses classes, LongSupplier nanos) {
        this.classes = classes;
        this.nanos = nanos;
    }

    /** Takes down how long a broker took for a message; a quick one counts, too, and ends what was before. */
    public void took(String brokerName, Duration latency) {
        avoid(brokerName, classes.pauseAfter(latency));
    }

    /** Takes down that a broker failed: it was not reached, or said that it cannot take messages now. */
    public void failed(String brokerName) {
        avoid(brokerName, classes.pauseAfter(classes.isolation()));
    }

    /** Returns for how long a broker is still avoided; zero when it is not. */
    public Duration pauseOf(String brokerName) {
        var end = endsNanos.get(brokerName);
        if (end == null) {
            return Duration.ZERO;
        }
        long left = end - nanos.getAsLong();
        if (left > 0) {
            return Duration.ofNanos(left);
        }
        endsNanos.remove(brokerName, end);
        return Duration.ZERO;
    }

    private void avoid(String brokerName, Duration pause) {
        if (pause.isZero()) {
            endsNanos.remove(brokerName);
        } else {
            long now = nanos.getAsLong();
            endsNanos.values().removeIf(end -> end - now <= 0);
            endsNanos.put(brokerName, now + pause.toNanos());
        }
    }
}
