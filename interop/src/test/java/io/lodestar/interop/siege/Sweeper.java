package io.lodestar.interop.siege;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A thread that does one thing over and over. */
final class Sweeper implements AutoCloseable {
    private final Thread thread;
    private volatile boolean ended;
    private volatile Optional<IOException> failure = Optional.empty();

    /** One round. */
    interface Round {
        void run() throws IOException;
    }

    private Sweeper(String name, Round round, Duration pause) {
        thread = new Thread(() -> run(round, pause.toNanos()), name);
    }

    static Sweeper start(String name, Round round, Duration pause) {
        var sweeper = new Sweeper(name, round, pause);
        sweeper.thread.start();
        return sweeper;
    }

    /** One that does nothing. */
    static Sweeper idle() {
        return new Sweeper("idle", () -> {}, Duration.ZERO);
    }

    private void run(Round round, long pauseNanos) {
        while (!ended) {
            try {
                round.run();
            } catch (IOException turnedAway) {
                failure = Optional.of(turnedAway);
            }
            LockSupport.parkNanos(pauseNanos);
        }
    }

    /** What it met last, if it met something: attackers are turned away. */
    Optional<IOException> failure() {
        return failure;
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
