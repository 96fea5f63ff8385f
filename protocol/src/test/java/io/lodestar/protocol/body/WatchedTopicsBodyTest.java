package io.lodestar.protocol.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.protocol.MalformedBodyException;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WatchedTopicsBodyTest {
    @Test
    void noBodyNamesNoTopics() {
        assertThat(WatchedTopicsBody.read(Unpooled.EMPTY_BUFFER, 1))
                .isEqualTo(new WatchedTopicsBody(List.of(), List.of()));
    }

    @Test
    void tooManyTopicsAreRefusedBeforeTheyAreKept() {
        var three = Bytes.of(Bytes.written(new WatchedTopicsBody(List.of("a", "b", "c"), List.of())::writeTo));

        assertThat(WatchedTopicsBody.read(three, 3).add()).containsExactly("a", "b", "c");
        assertThatThrownBy(() -> WatchedTopicsBody.read(three, 2))
                .isInstanceOf(MalformedBodyException.class)
                .hasMessageContaining("more than 2 topics");
    }
}
