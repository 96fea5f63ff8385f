package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private static final long LIMIT_BYTES = 4L * ReadSizes.LONG_READ_BYTES;

    private final List<String> awake = new ArrayList<>();
    private final MemoryBudget budget = new MemoryBudget(LIMIT_BYTES);

    @Test
    void nobodyWaitsUpToTheLimit() {
        budget.hold(LIMIT_BYTES);

        assertThat(budget.stops(waiter("any"))).isFalse();
    }

    @Test
    void beyondTheLimitTheFirstGoesOnAndTheOthersWait() {
        budget.hold(LIMIT_BYTES + 1);
        var first = waiter("first");

        assertThat(budget.stops(first)).isFalse();
        assertThat(budget.stops(waiter("second"))).isTrue();
        assertThat(budget.stops(first)).as("the first, with its next bytes").isFalse();
        assertThat(awake).isEmpty();
    }

    @Test
    void whoWaitedLongestFollowsTheFirst() {
        budget.hold(LIMIT_BYTES + 1);
        var first = waiter("first");
        var second = waiter("second");
        budget.stops(first);
        budget.stops(second);
        budget.stops(waiter("third"));

        budget.leave(first);

        assertThat(awake).containsExactly("second");
        assertThat(budget.stops(second)).isFalse();
    }

    @Test
    void whoGoesAwayWhileItWaitsIsPassedOver() {
        budget.hold(LIMIT_BYTES + 1);
        var first = waiter("first");
        var second = waiter("second");
        budget.stops(first);
        budget.stops(second);
        budget.stops(waiter("third"));

        budget.leave(second);
        budget.leave(first);

        assertThat(awake).containsExactly("third");
    }

    @Test
    void noMoreGoOnThanThereIsRoomFor() {
        budget.hold(LIMIT_BYTES + 1);
        for (String name : List.of("first", "second", "third", "fourth", "fifth")) {
            budget.stops(waiter(name));
        }

        budget.giveBack(1 + ReadSizes.LONG_READ_BYTES + 1L);

        assertThat(awake).containsExactly("second", "third");
    }

    @Test
    void theLastRoomWakesWhoeverStillWaits() {
        budget.hold(LIMIT_BYTES + 1);
        budget.stops(waiter("first"));
        budget.stops(waiter("second"));

        budget.giveBack(LIMIT_BYTES + 1);

        assertThat(awake).containsExactly("second");
        assertThat(budget.heldBytes()).isZero();
    }

    private MemoryBudget.Waiter waiter(String name) {
        return new MemoryBudget.Waiter() {
            @Override
            public void goOn() {
                awake.add(name);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }
}
