package io.lodestar.interop.siege;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** One source that asks one thing over many connections as fast as it gets answers, and throws them away. */
final class RequestFlood implements Besieger {
    private static final int CONNECTIONS = 50;
    private static final int PIPELINED = 64;

    private final String what;
    private final Crowd crowd;
    private final ByteBuffer sink = ByteBuffer.allocateDirect(64 * 1024);
    private final byte[] questions;
    private final ByteBuffer[] rests = new ByteBuffer[CONNECTIONS];
    private Sweeper sweeper = Sweeper.idle();
    private long answered;

    RequestFlood(String what, int group, byte[] question) {
        this.what = what;
        this.crowd = new Crowd(group);
        this.questions = Message.written(out -> {
            for (int i = 0; i < PIPELINED; i++) {
                out.write(question);
            }
        });
    }

    @Override
    public String deed() {
        return CONNECTIONS + " connections of one source that pipeline " + what;
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
