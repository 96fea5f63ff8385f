package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.registry.HoldTimes.Hold;
import io.lodestar.registry.HoldTimes.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long changes hold the lock is counted, by kind. */
class HoldTimesTest {
    private final ManualTicker ticker = new ManualTicker();
    private Duration spent = Duration.ZERO;
    private final Registry registry = new Registry(ticker, change -> ticker.advance(spent));
    private final HoldTimes times = registry.holdTimes();

    @Test
    void eachChangeCountsForItsKind() {
        registry.register(master("a").build());
        registry.registerAgain(master("a").build().broker(), new Fingerprint(1, 2), 1);
        registry.expire();
        registry.deleteTopic("T1");
        registry.snapshot();
        registry.connectionLost(1);

        for (var kind : Kind.values()) {
            assertThat(times.count(kind)).as("changes of kind %s", kind).isEqualTo(1);
        }
        assertThat(times.takeLongest()).as("a clock that stands still").isEmpty();
    }

    @Test
    void theLockIsHeldForAsLongAsTheChangeTakes() {
        spent = Duration.ofMillis(30);

        registry.register(master("a").build()); // tells of the broker, its group's master and its topics

        long nanos = Duration.ofMillis(90).toNanos();
        assertThat(times.totalNanos(Kind.REGISTRATION)).isEqualTo(nanos);
        assertThat(times.maximumNanos(Kind.REGISTRATION)).isEqualTo(nanos);
        assertThat(times.count(Kind.REGISTRATION, 17)).as("from 65 to 131 ms").isEqualTo(1);
        assertThat(times.takeLongest()).hasValue(new Hold(Kind.REGISTRATION, nanos));
        assertThat(times.takeLongest()).isEmpty();
    }

    @Test
    void aChangeThatTakesForEverIsInTheLastClass() {
        spent = Duration.ofDays(1);

        registry.register(master("a").build());

        assertThat(times.count(Kind.REGISTRATION, HoldTimes.CLASSES - 1)).isEqualTo(1);
    }
}
