package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import io.lodestar.server.handler.Dispatcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A server that is told to stop while its log hangs, a peer does not read, and a broker cannot be told of a change. */
class StuckCloseTest {
    private static final Duration LESS_THAN_A_STOP = Duration.ofSeconds(4); // the process is ended after 4.5 s

    @TempDir
    private Path home;

    @Test
    void whatHangsHoldsUpNoCloseForLong() throws Exception {
        // A folder in the place of the file that the store writes before it renames it.
        Files.createDirectories(
                home.resolve("kvConfig.json." + ProcessHandle.current().pid() + ".tmp/full"));
        var log = new StuckLog();
        var server = NameServer.start(Configuration.of(Settings.defaults()
                .with(Keys.LISTEN_PORT, 0)
                .with(Keys.KV_CONFIG_PATH, home.resolve("kvConfig.json"))
                .with(Keys.SERVER_SOCKET_SND_BUF_SIZE, 16_384)
                .with(Keys.NOTIFY_MIN_BROKER_ID_CHANGED, true)));
        try (var hanging = NoticeReceiver.blackHole();
                var slave = new FakeBroker(new Peer(server.address()), "C", "g", 2, hanging.address());
                var master = new FakeBroker(new Peer(server.address()), "C", "g", 0, "10.0.0.1:10911");
                var writer = new Peer(server.address());
                var deaf = new Peer(server.address())) {
            slave.register("T", "U");
            master.register("T", "U");
            writer.tell(RequestCode.PUT_KV_CONFIG, ExtFields.of(Map.of("namespace", "n", "key", "k", "value", "v")));
            for (int request = 0; request < 1_000; request++) {
                deaf.askAndNotListen(
                        RequestCode.GET_CONFIG); // of answers as long as these, the system takes some fifty
            }

            long start = System.nanoTime();
            server.close();
            var taken = Duration.ofNanos(System.nanoTime() - start);

            assertThat(taken).isLessThan(LESS_THAN_A_STOP);
            assertThat(taken).as("else nothing hung").isGreaterThan(Duration.ofSeconds(2));
        } finally {
            log.release();
        }
    }

    /** A log that takes nothing, as standard output does when nobody reads it: whoever says that the disk failed waits. */
    private static final class StuckLog extends UnsynchronizedAppenderBase<ILoggingEvent> {
        private final Logger logger = (Logger) LoggerFactory.getLogger(Dispatcher.class);
        private final CountDownLatch free = new CountDownLatch(1);

        StuckLog() {
            start();
            logger.addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            try {
                free.await();
            } catch (InterruptedException closing) {
                append(event); // a disk does not care either
            }
        }

        void release() {
            logger.detachAppender(this);
            free.countDown();
        }
    }
}
