package io.lodestar.interop.siege;

import io.lodestar.interop.siege.Message.Head;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Connections that announce a long registration, send most of it, and never end it. */
final class LongRegistrations implements Besieger {
    private static final int ANNOUNCED = 20 << 20;
    private static final int SENT = 16 << 20;

    private final Crowd crowd = new Crowd(15);
    private final int count;
    private final ByteBuffer[] rests;
    private Sweeper sweeper = Sweeper.idle();

    LongRegistrations(int count) {
        this.count = count;
        this.rests = new ByteBuffer[count];
    }

    @Override
    public String deed() {
        return count + " unfinished registrations of " + (SENT >> 20) + " MiB each";
    }

    @Override
    public void begin(int port) throws IOException {
        byte[] header = Message.of(new Head(false, 103, "JAVA", 513, 1, 0))
                .with("brokerName", "rogue")
                .with("brokerAddr", "127.0.0.1:1")
                .with("clusterName", "rogue")
                .with("brokerId", "0")
                .header();
        byte[] beginning = Message.written(out -> {
            out.writeInt(ANNOUNCED - Integer.BYTES);
            out.writeInt(header.length);
            out.write(header);
            out.write(new byte[SENT]);
        });
        crowd.join(port, count);
        for (int i = 0; i < count; i++) {
            rests[i] = ByteBuffer.wrap(beginning);
        }
        sweeper = Sweeper.start("long registrations", this::send, Duration.ofMillis(5));
    }

    private void send() {
        for (int i = 0; i < count; i++) {
            Crowd.offer(crowd.members().get(i), rests[i]);
        }
    }

    @Override
    public String outcome() {
        long sent = 0;
        for (var rest : rests) {
            sent += rest.position();
        }
        return crowd.stillOpen() + " still open, " + (sent >> 20) + " MiB taken";
    }

    @Override
    public void close() throws IOException {
        sweeper.close();
        crowd.close();
    }
}
