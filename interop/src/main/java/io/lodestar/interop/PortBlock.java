package io.lodestar.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ten neighbouring ports that no other test of this machine uses while this is open: its first port stays bound as a
 * sign to others. All blocks, and the ports 10,000 above them, lie below the range from which systems take the local
 * ports of connections.
 */
public final class PortBlock implements AutoCloseable {
    private static final int FIRST = 20_000;
    private static final int SIZE = 10;
    private static final int BLOCKS = 270;

    private final ServerSocket sign;

    private PortBlock(ServerSocket sign) {
        this.sign = sign;
    }

    /** Takes ten ports that are free. */
    public static PortBlock claim() {
        int start = ThreadLocalRandom.current().nextInt(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            var sign = bind(FIRST + (start + i) % BLOCKS * SIZE);
            if (sign.isPresent()) {
                var block = new PortBlock(sign.get());
                if (block.isFree()) {
                    return block;
                }
                block.close();
            }
        }
        throw new IllegalStateException("no ten neighbouring free ports from " + FIRST + " on");
    }

    /** The n-th port of the block, from 1 to 9. */
    public int port(int n) {
        if (n < 1 || n >= SIZE) {
            throw new IllegalArgumentException("port " + n + " is not between 1 and " + (SIZE - 1));
        }
        return sign.getLocalPort() + n;
    }

    @Override
    public void close() {
        try {
            sign.close();
        } catch (IOException e) {
            throw new UncheckedIOException("port " + sign.getLocalPort() + " cannot be released", e);
        }
    }

    private boolean isFree() {
        for (int n = 1; n < SIZE; n++) {
            var socket = bind(port(n));
            if (socket.isEmpty()) {
                return false;
            }
            new PortBlock(socket.get()).close();
        }
        return true;
    }

    private static Optional<ServerSocket> bind(int port) {
        try {
            var socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), port));
                return Optional.of(socket);
            } catch (BindException taken) {
                socket.close();
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " cannot be tried", e);
        }
    }
}
