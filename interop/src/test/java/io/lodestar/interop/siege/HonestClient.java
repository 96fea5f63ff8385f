package io.lodestar.interop.siege;

import io.lodestar.interop.Waiting;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * A peer that asks the same thing at fixed times over one connection, and must get the right answer each time. An answer that comes late makes all
 * questions late that it kept waiting, and so is counted with them.
 */
final class HonestClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final Duration TIME_TO_END = Duration.ofMillis(2L * PATIENCE_MILLIS);

    private final Socket socket;
    private final Question question;
    private final long intervalNanos;
    private final Thread thread;
    private final Histogram micros = new ConcurrentHistogram(TimeUnit.SECONDS.toMicros(60), 3);
    private volatile boolean ended;
    private volatile Optional<String> fault = Optional.empty();

    /** What is asked, and what must be answered. */
    interface Question {
        byte[] frame(int opaque);

        boolean isAnsweredBy(Answer answer);
    }

    private HonestClient(Socket socket, String name, Question question, Duration interval) {
        this.socket = socket;
        this.question = question;
        this.intervalNanos = interval.toNanos();
        this.thread = new Thread(this::run, name);
    }

    /** Connects, begins to ask, and returns after the first answer. */
    static HonestClient started(String name, int port, Question question, Duration interval) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        var client = new HonestClient(socket, name, question, interval);
        client.thread.start();
        Waiting.until(name + " to be answered")
                .until(() -> client.micros.getTotalCount() > 0 || client.fault().isPresent());
        return client;
    }

    /** From how long the answers took, in microseconds. */
    Histogram micros() {
        return micros;
    }

    /** What went wrong, if something did; nothing is asked after that. */
    Optional<String> fault() {
        return fault;
    }

    private void run() {
        try {
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            long due = System.nanoTime();
            for (int opaque = 0; !ended; opaque++) {
                socket.getOutputStream().write(question.frame(opaque));
                var answer = Answer.read(in);
                micros.recordValue(Math.min(
                        micros.getHighestTrackableValue(), TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due)));
                if (answer.opaque() != opaque || !question.isAnsweredBy(answer)) {
                    throw new AssertionError(
                            "question " + opaque + " of the honest " + thread.getName() + " got " + answer);
                }
                due += intervalNanos;
                LockSupport.parkNanos(due - System.nanoTime());
            }
        } catch (IOException | AssertionError failure) {
            fault = Optional.of(thread.getName() + " after " + micros.getTotalCount() + " answers: " + failure);
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        try {
            thread.join(TIME_TO_END.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        socket.close();
    }

    /** For a line of text. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "%s: %d answers, p50 %.2f ms, p99 %.2f ms, max %.2f ms",
                thread.getName(),
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }
}
