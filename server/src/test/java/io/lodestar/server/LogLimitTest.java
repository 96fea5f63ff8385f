package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogLimitTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // wraps around soon, as a monotonic clock may
    private final LogLimit limit = new LogLimit(now::get);

    @Test
    void aSubjectHasOneLineAMinute() {
        assertThat(limit.allows("a")).isTrue();
        assertThat(limit.allows("a")).isFalse();
        assertThat(limit.allows("b")).as("another subject").isTrue();

        now.addAndGet(Duration.ofSeconds(60).toNanos() - 1);
        assertThat(limit.allows("a")).isFalse();
        now.incrementAndGet();
        assertThat(limit.allows("a")).isTrue();
    }

    @Test
    void theOldestSubjectsAreForgottenWhenThereAreMany() {
        for (int subject = 0; subject <= 1_024; subject++) {
            assertThat(limit.allows("s" + subject)).isTrue();
        }

        assertThat(limit.allows("s1024")).isFalse();
        assertThat(limit.allows("s0")).as("its place was taken").isTrue();
    }
}
