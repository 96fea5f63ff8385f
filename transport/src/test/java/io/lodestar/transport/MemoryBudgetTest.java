package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private static final long LIMIT_BYTES = 4L * ReadSizes.LONG_READ_BYTES;

    private static final Source SOURCE = new Source(false, 1);

    private final List<String> awake = new ArrayList<>();
    private final MemoryBudget budget = new MemoryBudget(LIMIT_BYTES);

    @Test
    void aSourceAloneTakesHalfAndSomebodyNewFindsRoom() {
        budget.hold(SOURCE, LIMIT_BYTES / 2);
        boolean withHalf = budget.stops(waiter("half"));
        budget.hold(SOURCE, 1);
        budget.stops(waiter("the favourite"));
        var other = new Source(false, 2);
        budget.hold(other, 10_000);

        assertThat(withHalf).isFalse();
        assertThat(budget.stops(waiter("with more than half"))).isTrue();
        assertThat(budget.stops(waiter("new", other))).isFalse();
    }

    @Test
    void roomWakesWhoTakesLittleBeforeWhoTakesMuch() {
        var greedy = new Source(false, 2);
        budget.hold(greedy, LIMIT_BYTES);
        budget.hold(SOURCE, 3L * ReadSizes.LONG_READ_BYTES);
        budget.stops(waiter("the favourite", greedy));
        budget.stops(waiter("greedy", greedy));
        budget.stops(waiter("modest"));

        budget.giveBack(greedy, 1);

        assertThat(awake).isEmpty();

        budget.giveBack(SOURCE, ReadSizes.LONG_READ_BYTES + 1L);

        assertThat(awake).containsExactly("modest");
    }

    @Test
    void beyondTheLimitTheFirstGoesOnAndTheOthersWait() {
        budget.hold(SOURCE, LIMIT_BYTES + 1);
        var first = waiter("first");

        assertThat(budget.stops(first)).isFalse();
        assertThat(budget.stops(waiter("second"))).isTrue();
        assertThat(budget.stops(first)).as("the first, with its next bytes").isFalse();
        assertThat(awake).isEmpty();
    }

    @Test
    void whoWaitedLongestFollowsTheFirst() {
        budget.hold(SOURCE, LIMIT_BYTES + 1);
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
        budget.hold(SOURCE, LIMIT_BYTES + 1);
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
        budget.hold(SOURCE, LIMIT_BYTES / 2 + 1);
        for (String name : List.of("first", "second", "third", "fourth", "fifth")) {
            budget.stops(waiter(name));
        }

        budget.giveBack(SOURCE, 1 + ReadSizes.LONG_READ_BYTES + 1L);

        assertThat(awake).containsExactly("second", "third", "fourth");
    }

    @Test
    void theLastRoomWakesWhoeverStillWaits() {
        budget.hold(SOURCE, LIMIT_BYTES + 1);
        budget.stops(waiter("first"));
        budget.stops(waiter("second"));

        budget.giveBack(SOURCE, LIMIT_BYTES + 1);

        assertThat(awake).containsExactly("second");
        assertThat(budget.heldBytes()).isZero();
    }

    private MemoryBudget.Waiter waiter(String name) {
        return waiter(name, SOURCE);
    }

    private MemoryBudget.Waiter waiter(String name, Source source) {
        return new MemoryBudget.Waiter() {
            @Override
            public Source source() {
                return source;
            }

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
