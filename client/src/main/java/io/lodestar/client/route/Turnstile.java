package io.lodestar.client.route;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets only so many jobs be under way; the others wait for their turn. Thread-safe. */
final class Turnstile {
    private final int maxAtOnce;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Queue<Supplier<CompletableFuture<?>>> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private int underWay;

    /** Whether some thread lets jobs in; it goes on until none may, so a job that ends at once does not begin the next inside itself. */
    @GuardedBy("lock")
    private boolean open;

    Turnstile(int maxAtOnce) {
        this.maxAtOnce = maxAtOnce;
    }

    /** Begins a job, now or when it is its turn; it is over when its future is. */
    void enter(Supplier<CompletableFuture<?>> job) {
        lock.lock();
        try {
            waiting.add(job);
        } finally {
            lock.unlock();
        }
        letIn();
    }

    private void letIn() {
        lock.lock();
        try {
            if (open) {
                return;
            }
            open = true;
        } finally {
            lock.unlock();
        }
        for (var job = next(); job.isPresent(); job = next()) {
            var unused = job.get().get().whenComplete((value, failure) -> leave());
        }
    }

    private Optional<Supplier<CompletableFuture<?>>> next() {
        lock.lock();
        try {
            if (waiting.isEmpty() || underWay >= maxAtOnce) {
                open = false;
                return Optional.empty();
            }
            underWay++;
            return Optional.of(waiting.remove());
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            underWay--;
        } finally {
            lock.unlock();
        }
        letIn();
    }
}
