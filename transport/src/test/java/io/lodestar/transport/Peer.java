package io.lodestar.transport;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** The other end of a connection, on a plain socket. */
final class Peer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;

    Peer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(socket.getInputStream());
    }

    static Peer connect(InetSocketAddress address) throws IOException {
        return new Peer(new Socket(address.getAddress(), address.getPort()));
    }

    /** Connects with a receive buffer so small that unread answers are soon the sender's to keep. */
    static Peer connectSlowly(InetSocketAddress address) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(address);
        return new Peer(socket);
    }

    void send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void send(Frame... frames) throws IOException {
        send(Frames.bytes(frames));
    }

    /** Waits for a frame; the caller owns it. */
    Frame read() throws IOException {
        return FrameCodec.read(Unpooled.wrappedBuffer(in.readNBytes(in.readInt())));
    }

    /** Waits until the other end closes the connection, and returns whether it sent nothing before. */
    boolean isClosedWithoutAWord() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Breaks the connection as a crash would. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
