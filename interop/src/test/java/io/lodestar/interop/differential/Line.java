package io.lodestar.interop.differential;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** One TCP connection to a name server, with one request under way at a time. */
final class Line {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;

    Line(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** Sends bytes; a peer that has closed already is noticed by {@link #receive}. */
    void send(byte[] frame) throws IOException {
        try {
            socket.getOutputStream().write(frame);
        } catch (SocketException closedByPeer) {
            socket.shutdownInput();
        }
    }

    Outcome receive() throws IOException {
        try {
            return Outcome.of(FrameReader.read(in));
        } catch (EOFException | SocketException closed) {
            socket.close();
            return Outcome.CLOSED;
        } catch (SocketTimeoutException silent) {
            return Outcome.SILENT;
        }
    }

    /** Says good-bye and waits until the server has closed its side too. */
    void close() throws IOException {
        if (socket.isClosed()) {
            return;
        }
        socket.shutdownOutput();
        Outcome end = receive();
        while (end.kind() == Outcome.Kind.ANSWERED) {
            end = receive();
        }
        socket.close();
    }
}
