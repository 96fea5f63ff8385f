package io.lodestar.server.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.body.DigestsBody;
import io.lodestar.protocol.header.GetDigestsRequest;
import io.lodestar.registry.Ticker;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comparing by trees against looking at everything. */
class ComparisonTest {
    private final Map<String, String> ours = new HashMap<>();
    private final Map<String, String> theirs = new HashMap<>();

    /** What a map says, with its content as its version. */
    private record MapSource(Map<String, String> values) implements EntrySource {
        @Override
        public Object version() {
            return Map.copyOf(values);
        }

        @Override
        public void each(Predicate<String> wanted, Hasher hasher, BiConsumer<String, Facts> reader) {
            values.forEach((name, value) -> {
                if (wanted.test(name)) {
                    reader.accept(name, Facts.of("value", value, hasher));
                }
            });
        }
    }

    /** A side whose questions and answers go through their bytes, and are counted. */
    private static final class OverTheWire implements DigestSource {
        private final Inventory inventory;
        private int asked;

        OverTheWire(Inventory inventory) {
            this.inventory = inventory;
        }

        @Override
        public DigestsBody ask(GetDigestsRequest request) {
            asked++;
            var bytes = Unpooled.buffer();
            inventory.ask(GetDigestsRequest.from(request.toFields())).writeTo(bytes);
            assertThat(bytes.readableBytes()).as("bytes of one answer").isLessThan(3 << 20);
            return DigestsBody.read(bytes);
        }
    }

    private static Inventory inventory(Map<String, String> values) {
        return new Inventory(
                Map.of(Subject.TOPICS, new MapSource(values), Subject.KV, new MapSource(values)), Ticker.system());
    }

    private Comparison.Outcome compare(Subject subject) throws UnansweredException {
        return Comparison.of(subject, inventory(ours), new OverTheWire(inventory(theirs)));
    }

    private SortedMap<String, Difference.Kind> naive() {
        var kinds = new TreeMap<String, Difference.Kind>();
        var names = new HashSet<>(ours.keySet());
        names.addAll(theirs.keySet());
        for (var name : names) {
            if (!ours.containsKey(name)) {
                kinds.put(name, Difference.Kind.MISSING_HERE);
            } else if (!theirs.containsKey(name)) {
                kinds.put(name, Difference.Kind.MISSING_THERE);
            } else if (!ours.get(name).equals(theirs.get(name))) {
                kinds.put(name, Difference.Kind.DIFFERS);
            }
        }
        return kinds;
    }

    private static SortedMap<String, Difference.Kind> kinds(Comparison.Outcome outcome) {
        var kinds = new TreeMap<String, Difference.Kind>();
        outcome.found().forEach((name, difference) -> kinds.put(name, difference.kind()));
        return kinds;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theTreesFindWhatLookingAtEverythingFinds(long seed) throws UnansweredException {
        var random = new Random(seed);
        int names = 1 + random.nextInt(5_000);
        for (int i = 0; i < names; i++) {
            ours.put("topic-" + i, "value-" + random.nextInt(3));
        }
        theirs.putAll(ours);
        int changes = random.nextInt(60);
        for (int i = 0; i < changes; i++) {
            change(random.nextBoolean() ? ours : theirs, random, names);
        }

        for (var subject : new Subject[] {Subject.TOPICS, Subject.KV}) {
            var outcome = compare(subject);

            assertThat(kinds(outcome)).as("seed %d, %s", seed, subject).isEqualTo(naive());
            assertThat(outcome.exact()).isTrue();
            assertThat(outcome.skipped()).isZero();
        }
    }

    private static void change(Map<String, String> side, Random random, int names) {
        var name = "topic-" + random.nextInt(names);
        switch (random.nextInt(3)) {
            case 0 -> side.remove(name);
            case 1 -> side.put(name, "changed-" + random.nextInt(2));
            default -> side.put("new-" + random.nextInt(names), "v");
        }
    }

    @Test
    void aFewDifferencesAmongManyCostAFewQuestions() throws UnansweredException {
        for (int i = 0; i < 100_000; i++) {
            ours.put("topic-" + i, "v");
        }
        theirs.putAll(ours);
        theirs.remove("topic-77");
        theirs.put("topic-78", "w");
        var there = new OverTheWire(inventory(theirs));

        var outcome = Comparison.of(Subject.TOPICS, inventory(ours), there);

        assertThat(kinds(outcome)).isEqualTo(naive()).hasSize(2);
        assertThat(there.asked).as("questions").isLessThanOrEqualTo(3);
    }

    @Test
    void whatDiffersBeyondTheBoundsIsCountedAndNotFetched() throws UnansweredException {
        for (int i = 0; i < 200_000; i++) {
            ours.put("topic-" + i, "v");
        }
        var there = new OverTheWire(inventory(theirs));

        var outcome = Comparison.of(Subject.TOPICS, inventory(ours), there);

        assertThat(outcome.exact()).isFalse();
        assertThat(outcome.found().size() + outcome.skipped()).isEqualTo(200_000);
        assertThat(outcome.found())
                .hasSizeBetween(500, 5_000)
                .allSatisfy(
                        (name, difference) -> assertThat(difference.kind()).isEqualTo(Difference.Kind.MISSING_THERE));
        assertThat(there.asked).as("questions").isLessThan(40);
    }

    @Test
    void entriesThatAreTooLongForOneAnswerAreComparedAsFarAsTheyCome() throws UnansweredException {
        for (int i = 0; i < 4_000; i++) {
            ours.put("k" + i, "x".repeat(150) + i);
            theirs.put("k" + i, "y".repeat(150) + i);
        }

        var outcome = compare(Subject.KV);

        assertThat(outcome.found().size() + outcome.skipped()).isLessThanOrEqualTo(4_000);
        assertThat(naive()).containsAllEntriesOf(kinds(outcome));
        assertThat(outcome.found()).hasSizeGreaterThanOrEqualTo(Differences.MAX_ITEMS);
    }

    @Test
    void pathsThatLeadNowhereHaveNothingBelowThem() {
        ours.put("a", "1");
        var inventory = inventory(ours);

        for (var path : new String[] {"zz", "0", "000", "00000000", "-1", "+1", "ＡＢ"}) {
            var request = new GetDigestsRequest(Optional.of("topics"), List.of(path));
            assertThat(inventory.ask(request).nodes()).as(path).isEmpty();
            assertThat(inventory.ask(request).entries()).as(path).isEmpty();
        }
    }

    @Test
    void longValuesAreToldApartBehindWhatIsShown() throws UnansweredException {
        ours.put("k", "x".repeat(10_000) + "a");
        theirs.put("k", "x".repeat(10_000) + "b");

        var outcome = compare(Subject.KV);

        assertThat(outcome.found().get("k")).satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Difference.Kind.DIFFERS);
            assertThat(found.detail()).contains("10001 characters").hasSizeLessThan(1_100);
        });
    }
}
