package io.lodestar.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How the accounts are followed. */
class AccessTest {
    @Test
    void aLookThatFailsIsNotTheLast() {
        var over = new CountDownLatch(1);
        var looks = new AtomicInteger();

        Access.watch(
                () -> {
                    if (looks.incrementAndGet() == 2) {
                        over.countDown();
                    }
                    throw new IllegalStateException("a fault that is part of the test");
                },
                over);

        assertThat(looks).hasValue(2);
    }
}
