package io.lodestar.server;

import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import io.lodestar.server.store.FileTrouble;
import io.lodestar.server.store.KvStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** A running name server: owns its parts from start to close. */
public final class NameServer implements AutoCloseable {

    private final ServerSocketChannel listener;

    private NameServer(ServerSocketChannel listener) {
        this.listener = listener;
    }

    /** Starts a server; on return it listens. */
    public static NameServer start(Configuration configuration) throws StartException {
        var settings = configuration.current();
        openStore(settings);
        var host = settings.get(Keys.BIND_ADDRESS);
        var port = settings.get(Keys.LISTEN_PORT);
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new StartException("bindAddress " + host + " is not known here; give an address of this machine");
        }
        try {
            return new NameServer(ServerSocketChannel.open().bind(address, settings.get(Keys.SERVER_SOCKET_BACKLOG)));
        } catch (IOException failure) {
            throw new StartException(
                    "port " + port + " on " + host + " cannot be listened on: " + failure.getMessage()
                            + "; stop the process that has it, or set listenPort",
                    failure);
        }
    }

    private static KvStore openStore(Settings settings) throws StartException {
        var path = settings.get(Keys.KV_CONFIG_PATH);
        try {
            return KvStore.open(path);
        } catch (IOException failure) {
            throw new StartException(
                    "kvConfigPath " + path + " cannot be read: " + FileTrouble.reason(failure), failure);
        }
    }

    /** The address it listens on. */
    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) listener.getLocalAddress();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
