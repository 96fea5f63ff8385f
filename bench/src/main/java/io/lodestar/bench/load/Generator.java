package io.lodestar.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Puts load on a server from the thread that calls it. Confined to that thread. */
public final class Generator implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int INPUT_BYTES = 1 << 18;
    private static final long SPIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Selector selector;
    private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES);
    private final List<Traffic> traffics = new ArrayList<>();
    private long answers;
    private long latestNanos;

    private Generator(Selector selector) {
        this.selector = selector;
    }

    /** A generator without traffic yet. */
    public static Generator open() throws IOException {
        return new Generator(Selector.open());
    }

    /** Opens connections for a kind of traffic. */
    public void add(Endpoint server, int connections, Pace pace, Requests requests) throws IOException {
        var traffic = new Traffic(requests, pace);
        traffics.add(traffic);
        for (int i = 0; i < connections; i++) {
            traffic.add(LoadConnection.open(server, selector, new Place(traffic, i)));
        }
    }

    /** Sends for so long. What is on the way then stays so; the next run, or {@link #drain}, takes the answers. */
    public Effort run(Duration time) throws IOException {
        long start = System.nanoTime();
        long startCpu = THREADS.getCurrentThreadCpuTime();
        long end = start + time.toNanos();
        answers = 0;
        latestNanos = 0;
        for (var traffic : traffics) {
            traffic.start(start);
        }
        long now = start;
        while (now - end < 0) {
            long wakeUp = end;
            for (var traffic : traffics) {
                wakeUp = traffic.sendDue(now, wakeUp);
            }
            select(wakeUp - System.nanoTime());
            now = System.nanoTime();
            latestNanos = Math.max(latestNanos, now - wakeUp);
        }
        return new Effort(answers, now - start, THREADS.getCurrentThreadCpuTime() - startCpu, latestNanos);
    }

    /** Sends nothing more and waits for all answers. */
    public void drain() throws IOException {
        traffics.forEach(Traffic::stop);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (traffics.stream().anyMatch(traffic -> traffic.unanswered() > 0)) {
            long rest = end - System.nanoTime();
            if (rest < 0) {
                throw new IllegalStateException("requests are unanswered after " + PATIENCE.toSeconds() + " s");
            }
            select(rest);
        }
    }

    @Override
    public void close() throws IOException {
        for (var traffic : traffics) {
            traffic.close();
        }
        selector.close();
    }

    /** Waits for the network no longer than told; the last stretch by spinning, since timers are coarse. */
    private void select(long nanos) throws IOException {
        try {
            if (nanos > SPIN_NANOS) {
                selector.select(this::serve, TimeUnit.NANOSECONDS.toMillis(nanos - SPIN_NANOS / 2));
            } else {
                Thread.onSpinWait();
                selector.selectNow(this::serve);
            }
        } catch (UncheckedIOException e) {
            throw new IOException("the server left: " + e.getMessage(), e);
        }
    }

    private void serve(SelectionKey key) {
        var place = (Place) key.attachment();
        try {
            place.serve(this, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Which connection a key is of. */
    private record Place(Traffic traffic, int index) {
        void serve(Generator generator, SelectionKey key) throws IOException {
            var connection = traffic.connection(index);
            if (key.isReadable()) {
                int came = connection.read(generator.input);
                generator.answers += came;
                traffic.answered(index, came, System.nanoTime());
            }
            if (key.isWritable()) {
                connection.flush();
            }
        }
    }
}
