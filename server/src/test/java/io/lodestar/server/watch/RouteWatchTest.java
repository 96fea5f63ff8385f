package io.lodestar.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.body.ChangedRoutesBody;
import io.lodestar.protocol.header.WatchRoutesRequest.Scope;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Settings;
import io.lodestar.server.store.KvStore;
import io.lodestar.transport.Connection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The thread that tells. */
final class RouteWatchTest {
    private final Bell bell = new Bell();
    private final Registry registry = new Registry(Ticker.system(), bell::note, bell::ring);
    private final KvStore kv = KvStore.inMemory();
    private final Configuration configuration = Configuration.of(Settings.defaults());
    private final RouteWatch watch = RouteWatch.start(
            bell,
            new RouteStamps(registry, kv, configuration),
            WatchLimits.of(configuration.current()),
            task -> new Thread(task, "watch under test"));

    @AfterEach
    void close() {
        watch.close();
    }

    private void watch(Connection connection, String topic) {
        watch.watch(new Wish(connection, HeaderEncoding.JSON, Scope.NAMED, Optional.empty(), Set.of(topic), List.of()));
    }

    @Test
    void aFaultCostsNobodyWhoWatchesAChange() {
        var faulty = new Receiver(1, 1);
        var healthy = new Receiver(2, 0);
        watch(faulty, "T");
        watch(healthy, "U");

        registry.register(WatchScene.registration("a", 0, 4, 1, "T", "U"));

        await().untilAsserted(() -> assertThat(List.of(faulty, healthy))
                .allSatisfy(each -> assertThat(each.told).contains(ChangedRoutesBody.ALL)));
        assertThat(watch.isOn()).isTrue();
    }

    @Test
    void aFaultThatLastsIsToldLessAndLessOften() {
        assertThat(RouteWatch.pause(0)).isEqualTo(Duration.ofMillis(10));
        assertThat(RouteWatch.pause(1)).isEqualTo(Duration.ofMillis(100));
        assertThat(RouteWatch.pause(4)).isEqualTo(Duration.ofMillis(800));
        assertThat(RouteWatch.pause(1_000)).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
    }

    @Test
    void whoIsClosedDoesNotPretendToTell() {
        assertThat(watch.isOn()).isTrue();

        watch.close();

        assertThat(watch.isOn()).isFalse();
    }

    /** A connection to which the first sends fail. */
    private static final class Receiver implements Connection {
        private final long id;
        private final Queue<ChangedRoutesBody> told = new ConcurrentLinkedQueue<>();
        private int faults;

        Receiver(long id, int faults) {
            this.id = id;
            this.faults = faults;
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        }

        @Override
        public void send(Frame frame) {
            if (faults-- > 0) {
                throw new StackOverflowError("planted");
            }
            told.add(ChangedRoutesBody.read(frame.body()));
            frame.release();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}

        @Override
        public void pauseReading() {}

        @Override
        public void resumeReading() {}
    }
}
