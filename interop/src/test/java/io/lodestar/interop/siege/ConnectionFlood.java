package io.lodestar.interop.siege;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** One source that opens connections as fast as it can, and lets go of the eldest when it has many. */
final class ConnectionFlood implements Besieger {
    private static final int HELD = 2_000;
    private static final int AT_ONCE = 20;
    private static final int PATIENCE_MILLIS = 1_000;
    private static final byte[] SOURCE = {127, 0, 14, 1};

    private final Deque<Socket> sockets = new ArrayDeque<>();
    private Sweeper sweeper = Sweeper.idle();
    private int opened;

    @Override
    public String deed() {
        return "a flood of connections from one source";
    }

    @Override
    public void begin(int port) {
        sweeper = Sweeper.start("connection flood", () -> open(port), Duration.ofMillis(1));
    }

    private void open(int port) throws IOException {
        for (int i = 0; i < AT_ONCE; i++) {
            var socket = new Socket();
            sockets.add(socket);
            socket.setSoLinger(true, 0);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(SOURCE), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            opened++;
            if (sockets.size() > HELD) {
                sockets.remove().close();
            }
        }
    }

    @Override
    public String outcome() {
        return opened + " opened"
                + sweeper.failure().map(failure -> ", " + failure.getMessage()).orElse("");
    }

    @Override
    public void close() throws IOException {
        sweeper.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
