package io.lodestar.bench.workload;

import java.io.IOException;
import java.util.Deque;

/** Closes many things, the youngest first, even if one of them resists. */
final class Closing {
    private Closing() {}

    /** Closes and removes all; fails with what the last that resisted said. */
    @SuppressWarnings("IllegalCatch") // whatever one says, the others must end too
    static void all(Deque<AutoCloseable> opened) throws IOException {
        var failure = new IOException("not everything could be closed");
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
