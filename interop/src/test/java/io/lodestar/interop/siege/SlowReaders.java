package io.lodestar.interop.siege;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Connections that ask as much as they can and read no answer. */
final class SlowReaders implements Besieger {
    /** More than the server's system takes for one connection, and ours for the answers. */
    private static final int PIPELINED = 2_000;

    private final Crowd crowd = new Crowd(11);
    private final int count;
    private final ByteBuffer[] rests;
    private final byte[] questions;
    private Sweeper sweeper = Sweeper.idle();

    SlowReaders(int count) {
        this.count = count;
        this.rests = new ByteBuffer[count];
        this.questions = repeated(new HonestBroker(SiegeIT.BROKER).route().frame(1), PIPELINED);
    }

    @Override
    public String deed() {
        return count + " slow readers with full pipelines";
    }

    @Override
    public void begin(int port) throws IOException {
        crowd.join(port, count);
        for (int i = 0; i < count; i++) {
            rests[i] = ByteBuffer.wrap(questions);
        }
        fill();
        sweeper = Sweeper.start("slow readers", this::fill, Duration.ofMillis(100));
    }

    private void fill() {
        for (int i = 0; i < count; i++) {
            Crowd.offer(crowd.members().get(i), rests[i]);
        }
    }

    private static byte[] repeated(byte[] bytes, int times) {
        var all = ByteBuffer.allocate(bytes.length * times);
        for (int i = 0; i < times; i++) {
            all.put(bytes);
        }
        return all.array();
    }

    @Override
    public String outcome() {
        return crowd.stillOpen() + " still open";
    }

    @Override
    public void close() throws IOException {
        sweeper.close();
        crowd.close();
    }
}
