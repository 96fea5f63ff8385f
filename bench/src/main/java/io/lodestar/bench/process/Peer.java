package io.lodestar.bench.process;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/** One connection to a server of this machine on which one thing is asked at a time. Confined to one thread. */
public final class Peer implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 120_000;
    private static final int INPUT_BYTES = 1 << 14;

    private final SocketChannel channel;
    private final DataInputStream input;

    private Peer(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.input =
                new DataInputStream(new BufferedInputStream(channel.socket().getInputStream(), INPUT_BYTES));
    }

    /** Connects. */
    public static Peer connect(int port) throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().setSoTimeout(TIMEOUT_MILLIS);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new Peer(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Sends a request and returns its answer. */
    public Answer ask(byte[] frame) throws IOException {
        return ask(List.of(ByteBuffer.wrap(frame)));
    }

    /** Sends a request in pieces and returns its answer. */
    public Answer ask(List<ByteBuffer> pieces) throws IOException {
        for (var piece : pieces) {
            var rest = piece.duplicate();
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
        return receive();
    }

    /** Waits for the server to close the connection, or to answer. */
    public Answer receive() throws IOException {
        int length = input.readInt();
        var frame = new byte[Integer.BYTES + length];
        ByteBuffer.wrap(frame).putInt(length);
        int read = input.readNBytes(frame, Integer.BYTES, length);
        if (read < length) {
            throw new EOFException("the server closed in the middle of an answer");
        }
        return new Answer(frame);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
