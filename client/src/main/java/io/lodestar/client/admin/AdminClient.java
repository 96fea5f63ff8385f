package io.lodestar.client.admin;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.NameServerException;
import io.lodestar.client.NameServers;
import io.lodestar.client.remote.Remote;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What an operator's program opens: the way to the name servers, each of which is asked and changed by itself. Thread-safe.
 *
 * <p>Name servers know nothing of one another. A change that is to hold at all of them has to be asked of each.
 */
public final class AdminClient implements AutoCloseable {
    private final Remote remote;

    private AdminClient(Remote remote) {
        this.remote = remote;
    }

    /**
     * Opens one. Connections are opened when they are needed, and one thread serves all of them.
     *
     * @throws IllegalArgumentException when the files for encryption are of no use
     */
    public static AdminClient open(ClientSettings settings) {
        return new AdminClient(Remote.open(settings));
    }

    /**
     * Returns the addresses of the name servers, {@code host:port}, in the order of the settings; never none. The future fails with a
     * {@link NameServerException} when the settings name a source of addresses that does not answer.
     */
    public CompletableFuture<List<String>> nameServers() {
        return remote.servers();
    }

    /**
     * Returns the name server at an address, whether the settings name it or not. Nothing is sent yet.
     *
     * @param address {@code host:port}
     * @throws IllegalArgumentException when it is none
     */
    public NameServerAdmin nameServer(String address) {
        return new NameServerAdmin(remote, new NameServers.Fixed(List.of(address)).toString());
    }

    /** Closes the connections. What waits for an answer fails. Returns within a second. */
    @Override
    public void close() {
        remote.close();
    }
}
