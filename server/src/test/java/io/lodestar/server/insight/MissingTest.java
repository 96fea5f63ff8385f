package io.lodestar.server.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.RequestCode;
import io.lodestar.transport.Connection;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which names are remembered of those that are asked for in vain. */
class MissingTest {
    private static final int PLACES = 64;
    private static final Header HEADER = Header.request(RequestCode.GET_ROUTE_INFO, 1, ExtFields.EMPTY);

    private final Missing missing = new Missing(Clock.systemUTC(), PLACES);

    /** Somebody at a port of this machine. */
    private record Asker(int port) implements Connection {
        @Override
        public long id() {
            return port;
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return new InetSocketAddress("127.0.0.1", port);
        }

        @Override
        public void send(Frame frame) {
            frame.release();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // nobody looks
        }

        @Override
        public void pauseReading() {
            // nobody looks
        }

        @Override
        public void resumeReading() {
            // nobody looks
        }
    }

    private void ask(String topic, int port) {
        missing.asked(topic, new Asker(port), HEADER);
    }

    @Test
    void aFloodOfMadeUpNamesTakesNoMoreMemoryAndDrivesOutNoNameThatIsWanted() {
        IntStream.range(0, 100).forEach(i -> ask("wanted", 1));

        IntStream.range(0, 100_000).forEach(i -> ask("made-up-" + i, 2));

        assertThat(missing.wanted()).hasSize(PLACES);
        assertThat(missing.wanted().get(0).topic()).isEqualTo("wanted");
        assertThat(missing.wanted().get(0).asked()).isEqualTo(100);
    }

    @Test
    void theLastWhoAskedAreKnownAndHowOften() {
        IntStream.rangeClosed(1, 6).forEach(port -> ask("T", port));
        ask("T", 5);

        var callers = missing.wanted().get(0).callers();

        assertThat(callers).extracting(caller -> caller.address().getPort()).containsExactly(5, 6, 4, 3);
        assertThat(callers.get(0).asked()).isEqualTo(2);
        assertThat(missing.wanted().get(0).asked()).isEqualTo(7);
    }

    @Test
    void aNameThatNoBrokerTakesIsNotRemembered() {
        ask("x".repeat(256), 1);

        assertThat(missing.wanted()).isEmpty();
    }
}
