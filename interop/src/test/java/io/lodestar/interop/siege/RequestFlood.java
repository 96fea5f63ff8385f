package io.lodestar.interop.siege;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** One source that asks over many connections as fast as it gets answers, and throws them away. */
final class RequestFlood implements Besieger {
    private static final int CONNECTIONS = 50;
    private static final int PIPELINED = 64;

    private final Crowd crowd = new Crowd(13);
    private final ByteBuffer sink = ByteBuffer.allocateDirect(64 * 1024);
    private final byte[] questions = Message.written(out -> {
        byte[] question = new HonestBroker(SiegeIT.BROKER).route().frame(1);
        for (int i = 0; i < PIPELINED; i++) {
            out.write(question);
        }
    });
    private final ByteBuffer[] rests = new ByteBuffer[CONNECTIONS];
    private Sweeper sweeper = Sweeper.idle();
    private long answered;

    @Override
    public String deed() {
        return CONNECTIONS + " connections that pipeline from one source";
    }

    @Override
    public void begin(int port) throws IOException {
        crowd.join(port, CONNECTIONS);
        for (int i = 0; i < CONNECTIONS; i++) {
            rests[i] = ByteBuffer.wrap(questions);
        }
        sweeper = Sweeper.start("request flood", this::ask, Duration.ofNanos(1));
    }

    private void ask() throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            var member = crowd.members().get(i);
            if (!rests[i].hasRemaining()) {
                rests[i].rewind();
            }
            Crowd.offer(member, rests[i]);
            drain(member);
        }
    }

    private void drain(SocketChannel member) throws IOException {
        int count = 1;
        while (count > 0) {
            sink.clear();
            count = member.read(sink);
            answered += Math.max(0, count);
        }
    }

    @Override
    public String outcome() {
        return crowd.stillOpen() + " still open, " + (answered >> 20) + " MiB of answers"
                + sweeper.failure().map(failure -> ", " + failure.getMessage()).orElse("");
    }

    @Override
    public void close() throws IOException {
        sweeper.close();
        crowd.close();
    }
}
