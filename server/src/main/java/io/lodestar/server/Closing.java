package io.lodestar.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is to be closed in the end, the last opened first. One that cannot be closed does not keep the others open. For one thread. */
final class Closing {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    /** From now on, this is to be done before all that was added earlier. */
    void add(Runnable step) {
        steps.push(step);
    }

    /** Does it all. What is added afterwards is for the next time. */
    void close() {
        var next = steps.poll();
        if (next != null) {
            try {
                next.run();
            } finally {
                close();
            }
        }
    }
}
