package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.RequestCode;
import io.lodestar.server.config.HttpKeys;
import io.lodestar.server.config.HttpPort;
import io.lodestar.server.config.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two hundred event streams while brokers come and go: memory is bounded, who does not read is dropped, and route queries go on. */
class StreamSiegeIT {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSiegeIT.class);
    private static final int STREAMS = 200;
    private static final int QUERIES = 2_000;
    private static final long MEGABYTES = 1 << 20;

    @TempDir
    private Path home;

    /** Streams that one thread reads, all but the first. */
    private static final class Audience implements AutoCloseable {
        private final Selector selector = Selector.open();
        private final SocketChannel[] streams = new SocketChannel[STREAMS];
        private final long[] read = new long[STREAMS];
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile int ended;

        Audience(InetSocketAddress server) throws IOException {
            var request = ByteBuffer.wrap(
                    "GET /api/v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < STREAMS; i++) {
                streams[i] = SocketChannel.open();
                streams[i].connect(server);
                streams[i].write(request.duplicate());
                streams[i].configureBlocking(false);
                if (i > 0) {
                    streams[i].register(selector, SelectionKey.OP_READ, i);
                }
            }
            var reader = new Thread(this::read, "audience");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            var buffer = ByteBuffer.allocate(64 << 10);
            try {
                while (!over.get()) {
                    selector.select(100);
                    for (var key : selector.selectedKeys()) {
                        read(key, buffer.clear());
                    }
                    selector.selectedKeys().clear();
                }
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes it
        private void read(SelectionKey key, ByteBuffer buffer) throws IOException {
            int number = (Integer) key.attachment();
            int count = ((SocketChannel) key.channel()).read(buffer);
            if (count < 0) {
                key.cancel();
                ended++;
            }
            read[number] += Math.max(0, count);
        }

        /** Returns whether the first, which nobody reads, comes to an end when it is read at last. */
        boolean slowIsOver() throws IOException {
            var buffer = ByteBuffer.allocate(1 << 20);
            int count = streams[0].read(buffer);
            while (count > 0) {
                count = streams[0].read(buffer.clear());
            }
            return count < 0;
        }

        @Override
        public void close() throws IOException {
            over.set(true);
            for (var stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    @Timeout(120)
    void whoListensCostsLittleAndWhoDoesNotReadIsDropped() throws Exception {
        var settings = Settings.inFolder(home).with(HttpKeys.HTTP_PORT, HttpPort.of(0));
        try (var server = NameServer.start(settings)) {
            try (var client = new Peer(server.address());
                    var storm = new Storm(server)) {
                storm.once();
                ask(client, QUERIES);
                var alone = ask(client, QUERIES);
                storm.begin();
                var stormOnly = ask(client, QUERIES);
                var http = new InetSocketAddress(
                        "127.0.0.1", server.httpAddress().orElseThrow().getPort());
                try (var audience = new Audience(http)) {
                    long before = usedMegabytes();
                    var besieged = ask(client, QUERIES);
                    await().atMost(60, TimeUnit.SECONDS).until(() -> storm.rounds() > 300);
                    long after = usedMegabytes();
                    storm.end();
                    await().atMost(20, TimeUnit.SECONDS).until(audience::slowIsOver);

                    LOG.info(
                            "route p99: alone {} us, in the storm {} us, with {} streams besides {} us; heap {} -> {} MB; {} streams ended; the first read {} KB",
                            alone,
                            stormOnly,
                            STREAMS,
                            besieged,
                            before,
                            after,
                            audience.ended,
                            audience.read[1] >> 10);
                    assertThat(audience.ended).as("streams that are read go on").isZero();
                    assertThat(Arrays.stream(audience.read).skip(1).min().orElse(0))
                            .as("each of them hears what happens")
                            .isPositive();
                    assertThat(after - before).as("megabytes of heap").isLessThan(100);
                }
            }
        }
    }

    private static String name(int broker, int topic) {
        return "broker-" + broker + "-" + "long".repeat(50) + "-topic-" + topic;
    }

    private static long ask(Peer client, int times) {
        var micros = new long[times];
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            client.ask(RequestCode.GET_ROUTE_INFO, Map.of("topic", name(0, 0)));
            micros[i] = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun);
        }
        Arrays.sort(micros);
        return micros[times * 99 / 100];
    }

    private static long usedMegabytes() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / MEGABYTES;
    }

    /** Brokers that come and go as fast as they are answered. */
    private static final class Storm implements AutoCloseable {
        private final Peer line;
        private final FakeBroker[] brokers;
        private final String[][] topics;
        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread thread = new Thread(this::rage, "storm");
        private volatile int rounds;

        Storm(NameServer server) {
            line = new Peer(server.address());
            brokers = IntStream.range(0, 4)
                    .mapToObj(number -> new FakeBroker(line, "C", "broker-" + number, 0))
                    .toArray(FakeBroker[]::new);
            topics = IntStream.range(0, brokers.length)
                    .mapToObj(number -> IntStream.range(0, 500)
                            .mapToObj(topic -> name(number, topic))
                            .toArray(String[]::new))
                    .toArray(String[][]::new);
        }

        /** The first broker stays, so that its topics have routes. */
        void once() {
            brokers[0].register(topics[0]);
        }

        void begin() {
            thread.setDaemon(true);
            thread.start();
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes it
        private void rage() {
            while (!over.get()) {
                for (int number = 1; number < brokers.length; number++) {
                    brokers[number].register(topics[number]);
                    brokers[number].unregister();
                }
                rounds++;
            }
        }

        int rounds() {
            return rounds;
        }

        void end() throws InterruptedException {
            over.set(true);
            thread.join();
        }

        @Override
        public void close() throws InterruptedException {
            end();
            line.close();
        }
    }
}
