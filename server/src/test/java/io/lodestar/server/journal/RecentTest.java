package io.lodestar.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is remembered by name takes no more than it may, however long the names are. */
class RecentTest {
    private static final long LIMIT = 1_000_000;

    private final Recent<Integer> recent = new Recent<>(LIMIT);

    @Test
    void longNamesMakeRoomSoonerThanShortOnes() {
        assertThat(remembered("T".repeat(1_000))).isBetween(230, 480);
        assertThat(remembered("T")).isBetween(4_000, 9_500);
    }

    /** Puts many names with a prefix; returns how many are found again. */
    private int remembered(String prefix) {
        int most = 20_000;
        for (int number = 0; number < most; number++) {
            recent.put(prefix + number, number);
        }
        int found = 0;
        long bytes = 0;
        for (int number = 0; number < most; number++) {
            if (recent.find(prefix + number).isPresent()) {
                found++;
                bytes += Recent.bytes(prefix + number);
            }
        }
        assertThat(bytes).as("bytes of %d names", found).isLessThan(LIMIT + 2 * Recent.bytes(prefix + most));
        return found;
    }

    @Test
    void aNameThatIsPutOverAndOverTakesItsRoomOnce() {
        recent.put("other", 0);

        for (int round = 1; round <= 100_000; round++) {
            assertThat(recent.put("name", round)).isFalse();
        }

        assertThat(recent.find("name")).contains(100_000);
        assertThat(recent.find("other")).contains(0);
    }

    @Test
    void whatIsRemovedGivesItsRoomBack() {
        for (int round = 1; round <= 100_000; round++) {
            assertThat(recent.put("name" + round, round)).isFalse();
            recent.remove("name" + round);
        }

        assertThat(recent.find("name1")).isEmpty();
    }
}
