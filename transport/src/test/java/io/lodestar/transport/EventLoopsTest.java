package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class EventLoopsTest {
    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void onLinuxTheNativeInterfaceIsThere() {
        try (EventLoops loops = EventLoops.start(1)) {
            assertThat(loops.isEpoll()).isTrue();
        }
    }

    @Test
    void theNativeInterfaceIsNotUsedAgainstOrders() {
        try (EventLoops loops = EventLoops.start(1, false)) {
            assertThat(loops.isEpoll()).isFalse();
        }
    }
}
