package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

/** The check that other tests rely on finds what it is for. */
class LeakCheckTest {
    @Test
    void aForgottenBufferIsFound() {
        forgetABuffer();

        await().untilAsserted(() -> assertThat(LeakCheck.leaks()).hasSize(1));
    }

    private static void forgetABuffer() {
        ByteBufAllocator.DEFAULT.directBuffer(16).writeInt(1);
    }
}
