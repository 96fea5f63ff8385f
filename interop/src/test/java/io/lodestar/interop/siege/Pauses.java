package io.lodestar.interop.siege;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time that passes while others work. */
final class Pauses {
    private Pauses() {}

    static void of(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
