package io.lodestar.interop.siege;

import java.util.List;
import java.util.SplittableRandom;

/** Seeded chance. Confined to one thread. */
final class Chance {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;

    /** The chance of one input: the same for the same seed and number, and like no other's. */
    Chance(long seed, long number) {
        random = new SplittableRandom(seed * SPREAD + number);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A number of any size: most are small, and all bits of some are set. */
    int anyInt() {
        return random.nextInt() >> random.nextInt(Integer.SIZE);
    }

    byte[] bytes(int count) {
        var bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }
}
