package io.lodestar.cli;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.NameServerException;
import io.lodestar.client.admin.AdminClient;
import io.lodestar.client.admin.NameServerAdmin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a command works with while it runs: the way to the name servers, and the printer. Confined to the main thread. */
final class Session implements AutoCloseable {
    private static final long SOON_MILLIS = 1_000;
    private static final long STEP_MILLIS = 200;

    private final Supplier<ClientSettings> settings;
    private final Printer printer;
    private @Nullable AdminClient client; // only some commands need one

    Session(Supplier<ClientSettings> settings, Printer printer) {
        this.settings = settings;
        this.printer = printer;
    }

    Printer printer() {
        return printer;
    }

    private AdminClient client() {
        if (client == null) {
            try {
                client = AdminClient.open(settings.get());
            } catch (IllegalArgumentException uselessFiles) {
                throw new UsageException(String.valueOf(uselessFiles.getMessage()));
            }
        }
        return client;
    }

    NameServerAdmin nameServer(String address) {
        try {
            return client().nameServer(address);
        } catch (IllegalArgumentException noAddress) {
            throw new UsageException(String.valueOf(noAddress.getMessage()));
        }
    }

    /** Returns all name servers of the list. */
    List<NameServerAdmin> nameServers() {
        return await(client().nameServers(), () -> "finding out which name servers there are").stream()
                .map(this::nameServer)
                .toList();
    }

    /** Returns what the first name server says that says anything, in the order of the list. */
    <T> T first(Function<NameServerAdmin, CompletableFuture<T>> question) {
        var servers = nameServers();
        for (int at = 0; ; at++) {
            var server = servers.get(at);
            try {
                return ask(server, question);
            } catch (NameServerException.Unreachable | NameServerException.TimedOut silent) {
                if (at == servers.size() - 1) {
                    throw silent;
                }
                printer.say(
                        silent.getMessage() + "; asking " + servers.get(at + 1).address());
            }
        }
    }

    /** Asks one name server, and waits. */
    <T> T ask(NameServerAdmin server, Function<NameServerAdmin, CompletableFuture<T>> question) {
        return await(question.apply(server), () -> "waiting for " + server.address());
    }

    /** Waits for a future, which must end by itself; says what for when that takes long. */
    <T> T await(CompletableFuture<T> future, Supplier<String> state) {
        long patience = SOON_MILLIS;
        while (true) {
            try {
                T value = future.get(patience, TimeUnit.MILLISECONDS);
                printer.clear();
                return value;
            } catch (TimeoutException notYet) {
                printer.progress(state.get() + " ...");
                patience = STEP_MILLIS;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new NameServerException.Cancelled("", "the command was interrupted");
            } catch (ExecutionException failed) {
                printer.clear();
                throw rethrown(failed);
            }
        }
    }

    /** Lets some time pass. */
    void pause(Duration length) {
        try {
            boolean never = new Semaphore(0).tryAcquire(length.toMillis(), TimeUnit.MILLISECONDS);
            assert !never;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NameServerException.Cancelled("", "the command was interrupted");
        }
    }

    private static RuntimeException rethrown(Throwable failure) {
        var cause = failure.getCause();
        if (cause != null && (failure instanceof ExecutionException || failure instanceof CompletionException)) {
            return rethrown(cause);
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
