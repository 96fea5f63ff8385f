package io.lodestar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class PropsTest {
    @Test
    void oneThatCannotBeClosedLeavesNoneOpen() {
        var props = new Props("a test");
        var closed = new ArrayList<String>();
        props.closeLater(() -> closed.add("older"));
        props.closeLater(() -> {
            throw new IllegalStateException("as the test wants it");
        });

        assertThatThrownBy(props::close).hasMessage("as the test wants it");

        assertThat(closed).containsExactly("older");
    }
}
