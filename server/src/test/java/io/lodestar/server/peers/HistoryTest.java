package io.lodestar.server.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final History history = new History();

    private static Map<Subject, Comparison.Outcome> look(long skipped, boolean exact, String... names) {
        SortedMap<String, FactsDifference> found = new TreeMap<>();
        for (var name : names) {
            found.put(name, new FactsDifference(Difference.Kind.DIFFERS, "detail of " + name));
        }
        return Map.of(Subject.TOPICS, new Comparison.Outcome(found, skipped, exact));
    }

    @Test
    void whatIsSeenOnceDoesNotCount() {
        assertThat(history.add(look(0, true, "a"), 10)).isEmpty();
        assertThat(history.add(look(0, true, "b"), 20)).isEmpty();
        assertThat(history.add(look(0, true), 30)).isEmpty();
        assertThat(history.add(look(0, true, "b"), 40)).isEmpty();
    }

    @Test
    void whatLastsCountsSinceItWasFirstSeen() {
        var first = history.add(look(0, true, "a"), 10);
        var second = history.add(look(0, true, "a", "b"), 20);
        var third = history.add(look(0, true, "a", "b"), 30);

        assertThat(first).isEmpty();
        assertThat(second.get(Subject.TOPICS))
                .isEqualTo(new Differences(
                        1, true, List.of(new Difference("a", Difference.Kind.DIFFERS, 10, "detail of a"))));
        assertThat(third)
                .hasEntrySatisfying(
                        Subject.TOPICS,
                        differences -> assertThat(differences.items())
                                .extracting(Difference::sinceMillis)
                                .containsExactly(10L, 20L));
    }

    @Test
    void whatWasNotLookedAtCountsAsFarAsBothLooksKnowOfIt() {
        history.add(look(500, false, "a"), 10);

        var second = history.add(look(700, false, "a"), 20);

        assertThat(second).hasEntrySatisfying(Subject.TOPICS, differences -> {
            assertThat(differences.total()).isEqualTo(501);
            assertThat(differences.exact()).isFalse();
        });
    }

    @Test
    void aRoundWithoutAnAnswerDoesNotMakeADifferenceYoung() {
        history.add(look(0, true, "a"), 10);

        var later = history.add(look(0, true, "a"), 10 + History.MAX_GAP_MILLIS);

        assertThat(later)
                .hasEntrySatisfying(
                        Subject.TOPICS,
                        differences -> assertThat(differences.items())
                                .extracting(Difference::sinceMillis)
                                .containsExactly(10L));
    }

    @Test
    void afterALongGapEverythingHasToBeSeenTwiceAgain() {
        history.add(look(5, false, "a"), 10);

        assertThat(history.add(look(5, false, "a"), 11 + History.MAX_GAP_MILLIS))
                .isEmpty();
    }

    @Test
    void anotherProcessIsAnotherPeer() {
        history.add(look(5, false, "a"), 10);
        history.clear();

        assertThat(history.add(look(5, false, "a"), 20)).isEmpty();
    }
}
