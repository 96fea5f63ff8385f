package io.lodestar.interop.siege;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Connections that say nothing, or the beginning of something, and wait. */
final class HalfOpen implements Besieger {
    private static final List<String> BEGINNINGS =
            List.of("", "", "\0", "\0\0\0", "\0\0\1\0\0\0\0\u00f0{\"co", "\u0016\3\1", "GET", "PROXY ", "PRI * HT");

    private final Crowd crowd = new Crowd(10);
    private final int count;

    HalfOpen(int count) {
        this.count = count;
    }

    @Override
    public String deed() {
        return count + " half-open connections";
    }

    @Override
    public void begin(int port) throws IOException {
        for (int i = 0; i < count; i++) {
            Crowd.offer(crowd.join(port), ByteBuffer.wrap(Raw.bytes(BEGINNINGS.get(i % BEGINNINGS.size()))));
        }
    }

    @Override
    public String outcome() {
        return crowd.stillOpen() + " still open";
    }

    @Override
    public void close() throws IOException {
        crowd.close();
    }
}
