package io.lodestar.cli;

import io.lodestar.client.NameServerException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** What is asked when a name server does not tell what only Lodestar's tell, and only administrators. */
final class Fallback {
    private static final int NO_PERMISSION = 16;

    private Fallback() {}

    /**
     * Returns the answer to the first question, unless the name server does not know it, or does not tell this account.
     *
     * @param next the other question; is given the reason
     */
    static <T> CompletableFuture<T> unlessTold(
            CompletableFuture<T> question, Function<String, CompletableFuture<T>> next) {
        return question.exceptionallyCompose(
                failure -> reason(failure).map(next).orElseGet(() -> CompletableFuture.failedFuture(failure)));
    }

    private static Optional<String> reason(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof NameServerException.Unsupported unsupported) {
            return Optional.of(unsupported.nameServer() + " is no Lodestar name server, and does not tell");
        }
        if (cause instanceof NameServerException.Refused refused && refused.code() == NO_PERMISSION) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
        return Optional.empty();
    }
}
