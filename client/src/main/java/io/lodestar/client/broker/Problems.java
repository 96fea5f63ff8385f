package io.lodestar.client.broker;

import java.util.concurrent.CompletionException;

/** Failures in words. */
final class Problems {
    private Problems() {}

    /** Returns what the failure says, without the wrapping that futures add. */
    static String of(Throwable failure) {
        var cause = failure.getCause();
        if (failure instanceof CompletionException && cause != null) {
            return of(cause);
        }
        var message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
