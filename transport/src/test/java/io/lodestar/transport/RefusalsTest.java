package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static final InetAddress SOURCE = address("192.0.2.1");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may overflow at any moment
    private final List<String> lines = new ArrayList<>();
    private final Refusals<ConnectionRefusal> refusals =
            new Refusals<>(ConnectionRefusal.class, nanos::get, lines::add);

    @Test
    void eachRefusalIsCountedAndTheFirstIsTold() {
        refuse(ConnectionRefusal.HTTP, SOURCE, 3);

        assertThat(refusals.count(ConnectionRefusal.HTTP)).isEqualTo(3);
        assertThat(refusals.counts())
                .hasSize(ConnectionRefusal.values().length)
                .containsEntry(ConnectionRefusal.HTTP, 3L)
                .containsEntry(ConnectionRefusal.LIMIT, 0L);
        assertThat(lines).containsExactly("HTTP from 192.0.2.1 refused: something");
    }

    @Test
    void aMinuteLaterTheNextIsToldWithHowManyItStandsFor() {
        refuse(ConnectionRefusal.HTTP, SOURCE, 3);
        pass(Duration.ofSeconds(59));
        refuse(ConnectionRefusal.HTTP, SOURCE, 1);
        assertThat(lines).as("within the minute").hasSize(1);

        refuse(ConnectionRefusal.HTTP, SOURCE, 1);
        pass(Duration.ofSeconds(1));
        refuse(ConnectionRefusal.HTTP, SOURCE, 1);

        assertThat(String.join("\n", lines)).contains("4 times");
        assertThat(lines.size()).as("lines").isBetween(2, 3);
    }

    @Test
    void reasonsAndSourcesHaveLinesOfTheirOwn() {
        refuse(ConnectionRefusal.HTTP, SOURCE, 2);
        refuse(ConnectionRefusal.LIMIT, SOURCE, 2);
        refuse(ConnectionRefusal.HTTP, address("192.0.2.2"), 2);

        assertThat(lines).hasSize(3);
    }

    @Test
    void anIpv6NetworkIsOneSource() {
        refuse(ConnectionRefusal.HTTP, address("2001:db8:0:1::1"), 1);
        refuse(ConnectionRefusal.HTTP, address("2001:db8:0:1:ffff::2"), 1);
        refuse(ConnectionRefusal.HTTP, address("2001:db8:0:2::1"), 1);

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("2001:db8:0:1:0:0:0:0/64");
    }

    @Test
    void howManySourcesThereAreCostsNeitherMemoryNorTheLog() {
        for (int i = 0; i < 5_000; i++) {
            refuse(ConnectionRefusal.HTTP, address("10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256), 2);
        }

        assertThat(refusals.count(ConnectionRefusal.HTTP)).isEqualTo(10_000);
        assertThat(lines.size())
                .isBetween(Refusals.MAX_SUBJECTS, Refusals.MAX_SUBJECTS + ConnectionRefusal.values().length);
    }

    @Test
    void aSourceThatCameToRestIsForgottenAndMakesRoom() {
        howManySourcesThereAreCostsNeitherMemoryNorTheLog();
        pass(Duration.ofMinutes(2));
        lines.clear();

        refuse(ConnectionRefusal.HTTP, SOURCE, 1);

        assertThat(lines).contains("HTTP from 192.0.2.1 refused: something");
        assertThat(lines).anyMatch(line -> line.contains("since the last line about it"));
    }

    @Test
    void whatAPeerSentForgesNoLines() {
        refusals.refuse(
                ConnectionRefusal.MALFORMED,
                SOURCE,
                "bad\nERROR root logged in\u001b[31m\u009b31m" + "x".repeat(9_999));

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line).doesNotContain("\n", "\u001b", "\u009b");
            assertThat(line).hasSizeLessThan(500);
        });
    }

    private void refuse(ConnectionRefusal reason, InetAddress source, int times) {
        for (int i = 0; i < times; i++) {
            refusals.refuse(reason, source, "something");
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException never) {
            throw new AssertionError(never);
        }
    }
}
