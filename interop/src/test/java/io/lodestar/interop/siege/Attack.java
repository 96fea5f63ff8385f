package io.lodestar.interop.siege;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Inputs delivered over several connections at once, until all are or the server shows a fault. Thread-safe. */
final class Attack {
    private static final int LANES = 4;
    private static final int MAX_INPUTS = 32;
    private static final int MAX_BYTES = 128 * 1024;
    private static final int REMEMBERED = 60_000;
    private static final Pattern PEER_PORT = Pattern.compile("with 127\\.0\\.[0-9]+\\.[0-9]+:(\\d+)");

    private final InputFactory factory;
    private final long seed;
    private final int port;
    private final ServerLog log;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger encrypted = new AtomicInteger();
    private volatile Optional<Failure> failure = Optional.empty();
    private final Map<Integer, Delivery> byPort = new ConcurrentHashMap<>();

    /** What went wrong, and the inputs that may have done it. */
    record Failure(String what, List<Input> suspects) {}

    Attack(InputFactory factory, long seed, int port, ServerLog log) {
        this.factory = factory;
        this.seed = seed;
        this.port = port;
        this.log = log;
    }

    /** Delivers the inputs from one number on to another. */
    Optional<Failure> run(int from, int to) {
        var threads = Executors.newFixedThreadPool(LANES);
        try {
            var lanes = new ArrayList<Future<Void>>();
            for (int i = 0; i < LANES; i++) {
                lanes.add(threads.submit(lane(i, from, to)));
            }
            for (var lane : lanes) {
                lane.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the attack broke off", e);
        } finally {
            threads.shutdownNow();
        }
        look();
        return failure;
    }

    /** How many inputs were delivered, and not merely sent. */
    long delivered() {
        return delivered.get();
    }

    /** Over how many connections. */
    int connections() {
        return connections.get();
    }

    /** Over how many of them TLS was spoken. */
    int encrypted() {
        return encrypted.get();
    }

    /** Returns whether inputs make the server show a fault, when they are delivered by themselves. */
    boolean fails(List<Input> inputs) {
        log.newFaults();
        var delivery = Delivery.of(inputs, source(LANES), port, new Chance(seed, 0));
        return delivery.fault().isPresent() || !log.newFaults().isEmpty();
    }

    private Callable<Void> lane(int lane, int from, int to) {
        var source = source(lane);
        return () -> {
            List<Input> next = new ArrayList<>();
            int number = from + lane;
            while (failure.isEmpty() && (number < to || !next.isEmpty())) {
                while (number < to && isOpen(next)) {
                    next.add(factory.input(number));
                    number += LANES;
                }
                next = deliver(next, source);
            }
            return null;
        };
    }

    private static boolean isOpen(List<Input> batch) {
        return batch.size() < MAX_INPUTS
                && (batch.isEmpty() || !batch.get(batch.size() - 1).mayEndStream())
                && batch.stream().mapToInt(input -> input.bytes().length).sum() < MAX_BYTES;
    }

    /** Returns what must be delivered again. */
    private List<Input> deliver(List<Input> batch, InetAddress source) {
        int count = connections.incrementAndGet();
        var delivery = Delivery.of(batch, source, port, new Chance(seed, -count));
        remember(delivery);
        delivery.fault().ifPresent(what -> fail(new Failure(what, batch)));
        if (count % 64 == 0) {
            look();
        }
        if (delivery.isAnsweredInSecret()) {
            encrypted.incrementAndGet();
        }
        var unread = delivery.unread();
        delivered.addAndGet(batch.size() - unread.size());
        return new ArrayList<>(unread);
    }

    private void remember(Delivery delivery) {
        if (byPort.size() > REMEMBERED) {
            byPort.clear();
        }
        byPort.put(delivery.localPort(), delivery);
    }

    private synchronized void fail(Failure found) {
        if (failure.isEmpty()) {
            failure = Optional.of(found);
        }
    }

    private void look() {
        var lines = log.newFaults();
        if (!lines.isEmpty()) {
            var peer =
                    lines.stream().map(PEER_PORT::matcher).filter(Matcher::find).findFirst();
            var suspects = peer.flatMap(found -> Optional.ofNullable(byPort.get(Integer.parseInt(found.group(1)))))
                    .map(Delivery::inputs)
                    .orElse(List.of());
            fail(new Failure("the log says:\n" + String.join("\n", lines), suspects));
        }
    }

    /** Each lane comes from an address of its own, so that together they are not taken for one greedy peer. */
    private static InetAddress source(int lane) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (1 + lane)});
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
