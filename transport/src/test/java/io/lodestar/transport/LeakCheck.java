package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class after which a buffer was thrown away without its release. */
final class LeakCheck implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(leaks()).as("leaked buffers").isEmpty();
    }

    /** Returns, and forgets, the leaks up to now. */
    static List<String> leaks() {
        List<String> found = new ArrayList<>();
        // A second round finds what was held by something that itself had to go first.
        for (int round = 0; round < 2; round++) {
            collectGarbage();
            PooledByteBufAllocator.DEFAULT.directBuffer(1).release(); // each allocation reports the leaks before it
            for (String leak = RecordingLeakDetector.LEAKS.poll();
                    leak != null;
                    leak = RecordingLeakDetector.LEAKS.poll()) {
                found.add(leak);
            }
        }
        return found;
    }

    private static void collectGarbage() {
        var garbage = new WeakReference<>(new Object());
        await().until(() -> {
            System.gc();
            return garbage.get() == null;
        });
    }
}
