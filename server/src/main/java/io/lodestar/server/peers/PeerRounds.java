package io.lodestar.server.peers;

import io.lodestar.protocol.Frame;
import io.lodestar.server.peers.ListedServer.Standing;
import io.lodestar.server.peers.Peers.Known;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the other name servers, round by round, how they are and what they know. All of them are asked how they are at once; what they know is
 * compared with one after the other. A thread of its own waits for the answers.
 */
public final class PeerRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerRounds.class);
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(100);
    private static final long FIRST_DELAY_MILLIS = 1_000;

    private final Peers peers;
    private final Parts parts;
    private final Map<String, PeerTracker> trackers = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /**
     * What the rounds need.
     *
     * @param here tells what this server knows
     * @param news hears what changed between it and the others
     * @param clock gives the time of day
     */
    public record Parts(PeerCaller caller, Self self, Inventory here, PeerNews news, Clock clock) {}

    private PeerRounds(Peers peers, Parts parts, ThreadFactory threads) {
        this.peers = peers;
        this.parts = parts;
        this.thread = threads.newThread(this::run);
    }

    /** Starts the rounds, if there is anybody to ask. */
    public static PeerRounds start(Peers peers, Parts parts, ThreadFactory threads) {
        var rounds = new PeerRounds(peers, parts, threads);
        for (var address : peers.addresses()) {
            if (parts.self.isAt(address)) {
                peers.publish(address, new Known(Standing.SELF, PeerState.unasked(address)));
            }
        }
        if (!peers.addresses().isEmpty()) {
            rounds.thread.start();
        }
        return rounds;
    }

    private void run() {
        try {
            long delayMillis = Math.min(FIRST_DELAY_MILLIS, peers.intervalMillis());
            while (!closed.await(jittered(delayMillis), TimeUnit.MILLISECONDS)) {
                roundUnlessFaulty();
                delayMillis = peers.intervalMillis();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** So that servers that were started together do not ask together for ever. */
    private static long jittered(long millis) {
        long tenth = millis / 10;
        return millis - tenth + ThreadLocalRandom.current().nextLong(2 * tenth + 1);
    }

    @SuppressWarnings("IllegalCatch")
    private void roundUnlessFaulty() throws InterruptedException {
        try {
            round();
        } catch (RuntimeException fault) {
            // Without this thread, name servers that went would be listed for ever, and nobody would hear of a
            // difference.
            LOG.error("The comparison with other name servers failed; it is tried again", fault);
        }
    }

    /** Goes on with whoever answered first, so that one who does not answer holds up no other. */
    private void round() throws InterruptedException {
        var inquiries = new HashMap<String, CompletableFuture<Inquiry>>();
        var answered = new LinkedBlockingQueue<String>();
        for (var address : peers.addresses()) {
            if (!parts.self.isAt(address)) {
                var inquiry = inquire(address);
                inquiries.put(address, inquiry);
                var unused =
                        inquiry.thenCompose(Inquiry::state).whenComplete((answer, failure) -> answered.add(address));
            }
        }
        try {
            while (!inquiries.isEmpty()) {
                var address = answered.take();
                Optional.ofNullable(inquiries.remove(address))
                        .ifPresent(inquiry -> peers.publish(address, look(address, inquiry)));
            }
        } finally {
            inquiries.values().forEach(Inquiry::abandon);
        }
    }

    /** A connection on which a name server was asked how it is. */
    private record Inquiry(PeerLine line, CompletableFuture<Frame> state) {
        static void abandon(CompletableFuture<Inquiry> opening) {
            var unused = opening.thenAccept(inquiry -> {
                PeerLine.abandon(inquiry.state);
                inquiry.line.close();
            });
        }
    }

    private CompletableFuture<Inquiry> inquire(String address) {
        return parts.caller.open(address).thenApply(line -> new Inquiry(line, line.askState()));
    }

    private Known look(String address, CompletableFuture<Inquiry> opening) {
        var tracker = trackers.computeIfAbsent(address, PeerTracker::new);
        var before = tracker.state();
        var known = lookUnlessFaulty(tracker, opening);
        if (known.standing() != Standing.SELF) {
            parts.news.tell(before, known.state());
        }
        return known;
    }

    @SuppressWarnings("IllegalCatch")
    private Known lookUnlessFaulty(PeerTracker tracker, CompletableFuture<Inquiry> opening) {
        try {
            return look(tracker, opening);
        } catch (RuntimeException fault) {
            // What goes wrong with one name server must not keep those behind it from being looked at.
            LOG.error("The comparison with {} failed; it is tried again", tracker.address(), fault);
            var failure = new UnansweredException(Agreement.UNKNOWN, "it could not be compared with: see the log");
            return new Known(Standing.UNKNOWN, tracker.failed(failure, parts.clock.millis()));
        }
    }

    private Known look(PeerTracker tracker, CompletableFuture<Inquiry> opening) {
        try {
            return ask(tracker, opening);
        } catch (UnansweredException failure) {
            boolean answers = failure.agreement() != Agreement.UNREACHABLE;
            return new Known(
                    answers ? Standing.READY : Standing.UNREACHABLE, tracker.failed(failure, parts.clock.millis()));
        }
    }

    private Known ask(PeerTracker tracker, CompletableFuture<Inquiry> opening) throws UnansweredException {
        var inquiry = opened(opening);
        try (var line = inquiry.line) {
            var its = line.state(inquiry.state);
            var own = parts.self.state().get();
            if (its.epoch().equals(own.epoch())) {
                return new Known(Standing.SELF, tracker.state());
            }
            var standing = its.ready() ? Standing.READY : Standing.NOT_READY;
            return new Known(
                    standing,
                    peers.isCompared(tracker.address())
                            ? tracker.compare(own, its, parts.here, new RemoteDigests(line), parts.clock.millis())
                            : tracker.seen(its, parts.clock.millis()));
        }
    }

    private static Inquiry opened(CompletableFuture<Inquiry> opening) throws UnansweredException {
        try {
            return opening.get();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            Inquiry.abandon(opening);
            throw new UnansweredException(Agreement.UNKNOWN, "this server is closing");
        } catch (ExecutionException failure) {
            throw new UnansweredException(Agreement.UNREACHABLE, PeerLine.reason(failure));
        }
    }

    /** Asks nobody any more. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        parts.caller.close();
        try {
            // So that it opens no connection while the event loops go.
            thread.join(CLOSE_LIMIT.toMillis());
            if (thread.isAlive()) {
                LOG.debug("Another name server is still being asked after {} ms", CLOSE_LIMIT.toMillis());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
