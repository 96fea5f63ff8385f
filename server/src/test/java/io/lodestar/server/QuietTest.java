package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.RequestCode;
import io.lodestar.server.config.Settings;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a server does not log. */
class QuietTest {
    private static final int BURST = 1_000;

    @Test
    void aHundredThousandRequestsHaveNoLine() throws StartException {
        try (var server = NameServer.start(Settings.inMemory());
                var line = new Peer(server.address());
                var broker = new FakeBroker(new Peer(server.address()), "C", "a", 0)) {
            broker.register("T", "U");
            var burst = burst(
                    request(RequestCode.GET_ROUTE_INFO, Map.of("topic", "T")),
                    request(RequestCode.GET_ROUTE_INFO, Map.of("topic", "nobody-has-it")),
                    request(RequestCode.GET_ROUTE_INFO, Map.of()),
                    request(RequestCode.BROKER_HEARTBEAT, Map.of("clusterName", "C", "brokerAddr", "10.0.0.0:1")));

            var lines = linesDuring(() -> {
                for (int i = 0; i < 100_000 / BURST; i++) {
                    line.sendRaw(burst);
                    for (int answer = 0; answer < BURST; answer++) {
                        line.read();
                    }
                }
                for (int i = 0; i < 100; i++) {
                    broker.register("T", "U");
                }
            });

            assertThat(lines)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .filteredOn(text ->
                            !text.startsWith("A change (")) // tells of a machine that stood still, not of a request
                    .isEmpty();
        }
    }

    private static byte[] burst(byte[]... requests) {
        var bytes = Unpooled.buffer();
        for (int i = 0; i < BURST; i++) {
            bytes.writeBytes(requests[i % requests.length]);
        }
        return ByteBufUtil.getBytes(bytes);
    }

    private static byte[] request(RequestCode code, Map<String, String> fields) {
        var bytes = Unpooled.buffer();
        FrameCodec.writeHead(Frame.of(HeaderEncoding.JSON, Header.request(code, 1, ExtFields.of(fields))), bytes);
        return ByteBufUtil.getBytes(bytes);
    }

    private static List<ILoggingEvent> linesDuring(Runnable work) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var before = root.getLevel();
        root.setLevel(Level.INFO);
        root.addAppender(lines);
        try {
            work.run();
        } finally {
            root.detachAppender(lines);
            root.setLevel(before);
        }
        return List.copyOf(lines.list);
    }
}
