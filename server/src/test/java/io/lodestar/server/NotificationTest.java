package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.ResponseCode;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Report 1.22: brokers of which one cannot be told that its group's smallest id changed. */
class NotificationTest {
    private static final Duration LESS_THAN_A_NOTICE = BrokerNotifier.LIMIT.minusSeconds(1);

    @TempDir
    private Path home;

    private NameServer server;

    @BeforeEach
    void start() throws StartException {
        server = NameServer.start(Configuration.of(Settings.defaults()
                .with(Keys.LISTEN_PORT, 0)
                .with(Keys.KV_CONFIG_PATH, home.resolve("kvConfig.json"))
                .with(Keys.NOTIFY_MIN_BROKER_ID_CHANGED, true)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private FakeBroker broker(long id, String address) {
        return new FakeBroker(new Peer(server.address()), "C", "g", id, address);
    }

    @Test
    void aRegistrationIsAnsweredWhileAReceiverHangs() throws IOException {
        try (var hanging = NoticeReceiver.blackHole();
                var slave = broker(2, hanging.address());
                var master = broker(0, "10.0.0.1:10911")) {
            slave.register("T", "U");

            var started = System.nanoTime();
            var answer = master.register("T", "U");
            var again = master.register("T", "U", "V");
            var taken = Duration.ofNanos(System.nanoTime() - started);

            assertThat(answer.header().code()).isEqualTo(ResponseCode.SUCCESS.code());
            assertThat(again.header().code()).isEqualTo(ResponseCode.SUCCESS.code());
            assertThat(taken).isLessThan(LESS_THAN_A_NOTICE);
            assertThat(hanging.ids()).isEmpty();
            hanging.reading();
            await().untilAsserted(() -> assertThat(hanging.ids()).isEqualTo(List.of(0L)));
        }
    }

    @Test
    void aReceiverThatHangsDelaysNobodyElsesNotice() throws IOException {
        try (var hanging = NoticeReceiver.blackHole();
                var well = NoticeReceiver.deaf().reading();
                var slave = broker(3, hanging.address());
                var other = broker(2, well.address());
                var master = broker(0, "10.0.0.1:10911")) {
            slave.register("T", "U");
            other.register("T", "U");

            master.register("T", "U");

            await().atMost(LESS_THAN_A_NOTICE).until(() -> well.ids().contains(0L));
        }
    }
}
