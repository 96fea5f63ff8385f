package io.lodestar.client.remote;

import io.lodestar.client.NameServerException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Waiting for futures, and what they failed with. */
public final class Waiting {
    private Waiting() {}

    /**
     * Waits for a future, which must end by itself.
     *
     * @param what it is about, for messages
     * @throws NameServerException as the future failed, or when the thread is interrupted
     * @throws IllegalStateException when this thread is the one that would bring the answer
     */
    public static <T> T await(Remote remote, CompletableFuture<T> future, String what) {
        if (!future.isDone() && !remote.mayWait()) {
            throw new IllegalStateException("this thread brings the answers and must not wait for one: use the form of "
                    + what + " that returns a future, or a thread of your own");
        }
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NameServerException.Cancelled(what, "the thread that waited was interrupted");
        } catch (CancellationException cancelled) {
            throw new NameServerException.Cancelled(what, "it was cancelled");
        } catch (ExecutionException failed) {
            throw rethrown(cause(failed));
        }
    }

    /** Returns what a stage failed with, without what futures wrap around it. */
    public static Throwable cause(Throwable failure) {
        var cause = failure.getCause();
        boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapped && cause != null ? cause(cause) : failure;
    }

    private static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof Error bug) {
            throw bug;
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }
}
