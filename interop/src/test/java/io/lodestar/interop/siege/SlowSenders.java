package io.lodestar.interop.siege;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Connections whose request comes in byte by byte. */
final class SlowSenders implements Besieger {
    private final Crowd crowd = new Crowd(12);
    private final int count;
    private final byte[] question = new HonestBroker(SiegeIT.BROKER).route().frame(1);
    private Sweeper sweeper = Sweeper.idle();
    private int sent;

    SlowSenders(int count) {
        this.count = count;
    }

    @Override
    public String deed() {
        return count + " slow senders";
    }

    @Override
    public void begin(int port) throws IOException {
        crowd.join(port, count);
        sweeper = Sweeper.start("slow senders", this::sendOneByte, Duration.ofMillis(100));
    }

    /** Stops before the last byte, so that no frame is ever whole. */
    private void sendOneByte() {
        if (sent < question.length - 1) {
            for (var member : crowd.members()) {
                Crowd.offer(member, ByteBuffer.wrap(question, sent, 1));
            }
            sent++;
        }
    }

    @Override
    public String outcome() {
        return crowd.stillOpen() + " still open after " + sent + " bytes";
    }

    @Override
    public void close() throws IOException {
        sweeper.close();
        crowd.close();
    }
}
