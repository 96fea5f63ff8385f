package io.lodestar.bench.workload;

import io.lodestar.bench.load.Tally;
import io.lodestar.bench.process.Answer;
import io.lodestar.bench.process.Peer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Each kind of request is asked once before the load, its answer looked at, and its length kept: all answers under load
 * must have it. For the echo, which knows nothing, the answer that a name server gave before. Confined to one thread.
 */
final class Rehearsal implements AutoCloseable {
    private static final Pattern BROKER = Pattern.compile("\"brokerName\":");

    private final List<Tally> tallies = new ArrayList<>();
    private final Asker asker;
    private byte[] answer = new byte[0];

    private Rehearsal(Asker asker) {
        this.asker = asker;
    }

    /** Who answers, and what is to be closed in the end: a broker leaves when its connection does. */
    private interface Asker extends Closeable {
        Answer ask(List<ByteBuffer> frame) throws IOException;

        @Override
        default void close() throws IOException {}
    }

    /** A name server. */
    private record NameServer(Peer peer) implements Asker {
        @Override
        public Answer ask(List<ByteBuffer> frame) throws IOException {
            return peer.ask(frame);
        }

        @Override
        public void close() throws IOException {
            peer.close();
        }
    }

    /** A rehearsal with a name server. */
    static Rehearsal with(int port) throws IOException {
        return new Rehearsal(new NameServer(Peer.connect(port)));
    }

    /** A rehearsal with an answer that was given before. */
    static Rehearsal of(byte[] answer) {
        return new Rehearsal(frame -> new Answer(answer));
    }

    /**
     * Asks once.
     *
     * @param name under which the answers are counted
     * @param brokerNames how often the body must name a broker
     */
    Tally ask(String name, List<ByteBuffer> frame, int brokerNames) throws IOException {
        var given = asker.ask(frame);
        if (!given.isSuccess()) {
            throw new IOException(name + " was refused: " + given.header());
        }
        long named = BROKER.matcher(given.body()).results().count();
        if (named != brokerNames) {
            throw new IOException("the answer to " + name + " names " + named + " brokers instead of " + brokerNames);
        }
        answer = given.frame();
        var tally = new Tally(name, given.bodyLength());
        tallies.add(tally);
        return tally;
    }

    /** All kinds so far. */
    List<Tally> tallies() {
        return List.copyOf(tallies);
    }

    /** The frame of the last answer. */
    byte[] answer() {
        return answer.clone();
    }

    @Override
    public void close() throws IOException {
        asker.close();
    }
}
