package io.lodestar.interop.siege;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Many connections to one server, none of which is ever waited for. Confined to one thread at a time. */
final class Crowd implements AutoCloseable {
    private static final int PER_SOURCE = 1_000;
    private static final int SMALL_BUFFER = 4_096;

    private final int group;
    private final List<SocketChannel> members = new ArrayList<>();

    /** A crowd whose members come, a thousand each, from the addresses 127.0.group.1, 127.0.group.2 and so on. */
    Crowd(int group) {
        this.group = group;
    }

    /** Connects one more, which keeps little for the server's answers. */
    SocketChannel join(int port) throws IOException {
        var channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.bind(new InetSocketAddress(source(), 0));
        members.add(channel);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        return channel;
    }

    void join(int port, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            join(port);
        }
    }

    List<SocketChannel> members() {
        return members;
    }

    /** How many the server has not hung up on. */
    int stillOpen() {
        int count = 0;
        for (var member : members) {
            if (isOpen(member)) {
                count++;
            }
        }
        return count;
    }

    private static boolean isOpen(SocketChannel member) {
        try {
            return member.read(ByteBuffer.allocate(1)) >= 0;
        } catch (IOException closed) {
            return false;
        }
    }

    /** Writes as much as the socket takes; returns whether the peer is still there. */
    static boolean offer(SocketChannel member, ByteBuffer bytes) {
        try {
            member.write(bytes);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private InetAddress source() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, (byte) group, (byte) (1 + members.size() / PER_SOURCE)});
    }

    @Override
    public void close() throws IOException {
        for (var member : members) {
            member.close();
        }
    }
}
