package io.lodestar.client.remote;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.NameServerException;
import io.lodestar.client.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The way to the name servers: who they are, one connection to each that is asked something, and one thread for all of them. Thread-safe.
 *
 * <p>Futures are completed, and subscribers told, on a thread that must not be blocked ({@link #mayWait()}). What users do when they are told something runs on
 * {@link #listeners()}.
 */
public interface Remote extends AutoCloseable {
    /**
     * Opens one. Connections are opened when they are needed.
     *
     * @throws IllegalArgumentException when the files for encryption are of no use
     */
    static Remote open(ClientSettings settings) {
        return NettyRemote.open(settings);
    }

    /** Returns what it was opened with. */
    ClientSettings settings();

    /** Returns time, and what happens later. */
    Scheduler scheduler();

    /** Returns what runs users' code, one task after the other, on a thread that may wait for answers. */
    Executor listeners();

    /**
     * Returns the addresses of the name servers as of now, never none. The future fails with a {@link NameServerException} when they are not known
     * within the time for a request.
     */
    CompletableFuture<List<String>> servers();

    /** As {@link #servers()}, within another time. */
    default CompletableFuture<List<String>> servers(Duration limit) {
        return servers();
    }

    /** Tells of each change of {@link #servers()}, and of the first that are known if there are none yet. */
    Subscription onServers(Consumer<List<String>> listener);

    /**
     * Asks one name server, and no other. Any answer completes the future, also one of refusal; otherwise it fails with a {@link NameServerException}.
     *
     * <p>A connection on which nothing at all has arrived since a request that is now out of time is closed, and the next request opens another.
     *
     * @param server {@code host:port}; need not be one of {@link #servers()}
     * @param timeout for all of it, connecting included
     */
    CompletableFuture<Answer> ask(String server, Request request, Duration timeout);

    /** As {@link #ask(String, Request, Duration)}, with the settings' time. */
    default CompletableFuture<Answer> ask(String server, Request request) {
        return ask(server, request, settings().requestTimeout());
    }

    /** Tells one name server something without wanting an answer. The future is completed when the system took it, and fails with a {@link NameServerException}. */
    CompletableFuture<Void> tell(String server, Request request, Duration timeout);

    /** Tells of what name servers send of their own accord. */
    Subscription onPush(Consumer<Push> listener);

    /** Tells which name server's connection was lost or closed, whoever closed it. */
    Subscription onLost(Consumer<String> listener);

    /** Returns whether the calling thread may wait for an answer: all may but that which brings them. */
    boolean mayWait();

    /** Closes the connections at once, fails what waits for an answer, and runs nothing later. Returns within a second. */
    @Override
    void close();
}
