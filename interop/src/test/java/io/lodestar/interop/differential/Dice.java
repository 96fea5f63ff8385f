package io.lodestar.interop.differential;

import java.util.List;
import java.util.Random;

/** Seeded chance. Confined to one thread. */
final class Dice {
    private static final int HUNDRED = 100;

    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Returns true in about so many of a hundred cases. */
    boolean percent(int chance) {
        return random.nextInt(HUNDRED) < chance;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
