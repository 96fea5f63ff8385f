package io.lodestar.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A connection of the generator: sends requests, cuts answers, checks their code and length. Confined to the
 * generator's thread.
 */
final class LoadConnection {
    private static final int PREFIX_BYTES = 8;
    private static final int LENGTH_BYTES = 4;

    private final SocketChannel channel;
    private final boolean answersInOrder;
    private final AnswerHead head = new AnswerHead();
    private final Outbox outbox = new Outbox();
    private final Outstanding outstanding = new Outstanding();
    private final SelectionKey key;
    private boolean touched;
    private byte[] begun = new byte[0];
    private int bodyBytesToCome;
    private int slotToCome;

    private LoadConnection(SocketChannel channel, boolean answersInOrder, SelectionKey key) {
        this.channel = channel;
        this.answersInOrder = answersInOrder;
        this.key = key;
    }

    /** Connects to a server of this machine; the selector's key gets the attachment. */
    static LoadConnection open(Endpoint server, Selector selector, Object attachment) throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        var key = channel.register(selector, SelectionKey.OP_READ, attachment);
        return new LoadConnection(channel, server.answersInOrder(), key);
    }

    int unanswered() {
        return outstanding.count();
    }

    /** Appends a request; returns whether it is the first since the last {@link #flush}. */
    boolean append(Requests requests, int index, long atNanos) {
        int slot = outstanding.next();
        var tally = requests.appendNext(outbox, RequestText.FIRST_OPAQUE + slot, index);
        outstanding.open(tally, atNanos);
        boolean first = !touched;
        touched = true;
        return first;
    }

    void flush() throws IOException {
        touched = false;
        boolean all = outbox.writeTo(channel);
        int wanted = all ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    /** Reads what is there into the buffer, which all connections share; returns how many answers were completed. */
    int read(ByteBuffer in) throws IOException {
        in.clear().put(begun);
        if (channel.read(in) < 0) {
            throw new EOFException(
                    "the server closed a connection with " + outstanding.count() + " requests unanswered");
        }
        in.flip();
        int answers = take(in, System.nanoTime());
        begun = new byte[in.remaining()];
        in.get(begun);
        return answers;
    }

    void close() throws IOException {
        channel.close();
    }

    private int take(ByteBuffer in, long nowNanos) {
        int answers = 0;
        while (true) {
            int skipped = Math.min(bodyBytesToCome, in.remaining());
            in.position(in.position() + skipped);
            bodyBytesToCome -= skipped;
            if (bodyBytesToCome > 0) {
                return answers;
            }
            if (slotToCome > 0) {
                outstanding.close(slotToCome - 1, nowNanos);
                slotToCome = 0;
                answers++;
            }
            if (!beginAnswer(in)) {
                return answers;
            }
        }
    }

    /** Reads the head of the next answer, if it is all there. */
    private boolean beginAnswer(ByteBuffer in) {
        int start = in.position();
        if (in.remaining() < PREFIX_BYTES) {
            return false;
        }
        int length = in.getInt(start);
        int headerLength = in.getInt(start + LENGTH_BYTES) & 0xffffff;
        if (in.remaining() < PREFIX_BYTES + headerLength) {
            return false;
        }
        int opaque = head.check(in, start, headerLength);
        int slot = answersInOrder ? outstanding.oldest() : opaque - RequestText.FIRST_OPAQUE;
        int bodyLength = length - LENGTH_BYTES - headerLength;
        outstanding.tally(slot).check(bodyLength);
        in.position(start + PREFIX_BYTES + headerLength);
        bodyBytesToCome = bodyLength;
        slotToCome = slot + 1;
        return true;
    }
}
