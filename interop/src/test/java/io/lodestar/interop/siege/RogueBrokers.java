package io.lodestar.interop.siege;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Brokers that nobody knows, which register as fast as they can, with other topics each time. */
final class RogueBrokers implements Besieger {
    private static final int COUNT = 4;
    private static final int PATIENCE_MILLIS = 30_000;

    private final List<Sweeper> sweepers = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private volatile int registered;

    @Override
    public String deed() {
        return COUNT + " brokers that register without a pause";
    }

    @Override
    public void begin(int port) throws IOException {
        for (int i = 0; i < COUNT; i++) {
            var socket = new Socket(
                    InetAddress.getLoopbackAddress(), port, InetAddress.getByAddress(new byte[] {127, 0, 17, 1}), 0);
            socket.setSoTimeout(PATIENCE_MILLIS);
            sockets.add(socket);
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            var chance = new Chance(i, 0);
            sweepers.add(Sweeper.start("rogue " + i, () -> register(socket, in, chance), Duration.ofNanos(1)));
        }
    }

    private void register(Socket socket, DataInputStream in, Chance chance) throws IOException {
        socket.getOutputStream()
                .write(new Requests(chance, registered).registration(500).frame());
        Answer.read(in);
        count();
    }

    private synchronized void count() {
        registered++;
    }

    @Override
    public String outcome() {
        return registered + " registrations"
                + sweepers.stream()
                        .flatMap(sweeper -> sweeper.failure().stream())
                        .findFirst()
                        .map(failure -> ", " + failure.getMessage())
                        .orElse("");
    }

    @Override
    public void close() throws IOException {
        for (var sweeper : sweepers) {
            sweeper.close();
        }
        for (var socket : sockets) {
            socket.close();
        }
    }
}
