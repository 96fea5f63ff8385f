package io.lodestar.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random operations against the plain reference, all reads compared after each step.
 *
 * <p>{@code -Dlodestar.model.seeds=N} sets how many seeds run, {@code -Dlodestar.model.seed=S} runs one alone.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RegistryModelTest {
    private static final int STEPS = 100;
    private static final int SEEDS = Integer.getInteger("lodestar.model.seeds", 150);
    private static final Optional<Long> ONE_SEED = Optional.ofNullable(Long.getLong("lodestar.model.seed"));

    @Test
    void theRegistryAnswersAsTheReferenceDoes() {
        var run = new ModelRun(RegistrySubject::new, ReferenceRegistry::new);

        var seeds = ONE_SEED.map(LongStream::of).orElseGet(() -> LongStream.range(0, SEEDS));

        seeds.forEach(seed -> assertThat(run.difference(new StepGenerator(seed).steps(STEPS)))
                .as("model test, replay it with -Dlodestar.model.seed=%d", seed)
                .isEmpty());
    }
}
