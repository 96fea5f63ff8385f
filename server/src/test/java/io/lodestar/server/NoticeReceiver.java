package io.lodestar.server;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.Header;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker's port: notes the headers of the frames that come in, one connection after the other. */
final class NoticeReceiver implements AutoCloseable {
    private final ServerSocket port;
    private final List<Socket> fillers = new ArrayList<>();
    private final List<Header> received = new CopyOnWriteArrayList<>();

    private NoticeReceiver(int backlog) throws IOException {
        port = new ServerSocket(
                0, backlog); // at every address of this machine, 127.0.0.1 to 127.255.255.254 among them
    }

    /** Returns a receiver whose connections are taken by the system, and nobody reads from them until {@link #reading}. */
    static NoticeReceiver deaf() throws IOException {
        return new NoticeReceiver(50);
    }

    /** Returns a receiver whose queue of connections is full: the system drops whoever comes, without a word. */
    static NoticeReceiver blackHole() throws IOException {
        var receiver = new NoticeReceiver(1);
        for (int filler = 0; filler < 2; filler++) { // two fill a queue of one
            receiver.fillers.add(new Socket(InetAddress.getLoopbackAddress(), receiver.port.getLocalPort()));
        }
        return receiver;
    }

    /** Starts to accept and to read. */
    NoticeReceiver reading() throws IOException {
        for (var filler : fillers) {
            filler.close();
        }
        var thread = new Thread(this::accept, "receiver");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    String address() {
        return "127.0.0.1:" + port.getLocalPort();
    }

    List<Header> received() {
        return List.copyOf(received);
    }

    /** Returns the smallest broker ids that were told, in their order. */
    List<Long> ids() {
        return received.stream()
                .map(header -> Long.valueOf(header.fields().text("minBrokerId").orElseThrow()))
                .toList();
    }

    private void accept() {
        try {
            while (true) {
                try (Socket connection = port.accept()) {
                    read(new DataInputStream(connection.getInputStream()));
                }
            }
        } catch (SocketException closed) {
            if (!port.isClosed()) {
                throw new UncheckedIOException(closed);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void read(DataInputStream in) throws IOException {
        try {
            while (true) {
                Frame frame = FrameCodec.read(Unpooled.wrappedBuffer(in.readNBytes(in.readInt())));
                received.add(frame.header());
            }
        } catch (EOFException end) {
            // the notifier closed the connection, as it should
            return;
        }
    }

    @Override
    public void close() throws IOException {
        for (var filler : fillers) {
            filler.close();
        }
        port.close();
    }
}
