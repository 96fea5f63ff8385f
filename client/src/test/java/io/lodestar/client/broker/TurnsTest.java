package io.lodestar.client.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Tasks that are run one after the other. */
class TurnsTest {
    private final Turns turns = new Turns();

    @Test
    void aTaskOfATaskComesAfterIt() {
        var order = new ArrayList<String>();

        turns.execute(() -> {
            turns.execute(() -> order.add("inner"));
            order.add("outer");
        });

        assertThat(order).containsExactly("outer", "inner");
    }

    @Test
    void anErrorEndsItsTaskAlone() {
        var order = new ArrayList<String>();

        turns.execute(() -> {
            turns.execute(() -> order.add("behind it"));
            throw new StackOverflowError("as a test wants it");
        });
        turns.execute(() -> order.add("later"));

        assertThat(order).containsExactly("behind it", "later");
    }
}
