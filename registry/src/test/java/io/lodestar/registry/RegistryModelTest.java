package io.lodestar.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random operations against the plain reference: each answer, each change told and all reads are compared after each step.
 *
 * <p>{@code -Dlodestar.model.seeds=N} sets how many seeds run, {@code -Dlodestar.model.seed=S} runs one alone. A million take about half an hour of processor
 * time, for which {@code -Dtests.timeoutSeconds=14400} makes room.
 */
@Timeout(value = 4, unit = TimeUnit.HOURS)
class RegistryModelTest {
    private static final int STEPS = 40;
    private static final long ENOUGH_SEEDS = 10_000;
    private static final long SEEDS = Long.getLong("lodestar.model.seeds", ENOUGH_SEEDS);
    private static final Optional<Long> ONE_SEED = Optional.ofNullable(Long.getLong("lodestar.model.seed"));

    private final Tally tally = new Tally();
    private final ModelRun run = new ModelRun(() -> new RegistrySubject(tally), () -> new ReferenceRegistry(tally));

    @SuppressWarnings("SystemOut") // what came up is the other half of the result
    @Test
    void theRegistryAnswersAsTheReferenceDoes() {
        var seeds = ONE_SEED.map(LongStream::of).orElseGet(() -> LongStream.range(0, SEEDS));

        var difference = seeds.parallel()
                .mapToObj(this::differenceFrom)
                .flatMap(Optional::stream)
                .findFirst();

        assertThat(difference).isEmpty();
        tally.print(System.out);
        if (ONE_SEED.isEmpty() && SEEDS >= ENOUGH_SEEDS) {
            assertThat(tally.stepsThatNeverRan())
                    .as("kinds of steps that never ran")
                    .isEmpty();
            assertThat(tally.neverHappened())
                    .as("what never happened in %d sequences", SEEDS)
                    .isEmpty();
        }
    }

    private Optional<String> differenceFrom(long seed) {
        var steps = new StepGenerator(seed).steps(STEPS);
        steps.forEach(tally::step);
        return run.difference(steps).map(found -> "replay it with -Dlodestar.model.seed=" + seed + "\n" + found);
    }
}
