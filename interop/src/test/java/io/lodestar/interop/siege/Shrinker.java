package io.lodestar.interop.siege;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Cuts what makes a server fail down to what is needed for it: first whole inputs, then bytes of them. */
final class Shrinker {
    private static final int MAX_TRIES = 400;
    private static final Duration MAX_TIME = Duration.ofMinutes(2);

    private final Predicate<List<Input>> fails;
    private final long begunNanos = System.nanoTime();
    private int tries;

    Shrinker(Predicate<List<Input>> fails) {
        this.fails = fails;
    }

    /** Returns inputs that still fail, as few and as short as was found; all of them, if they do not fail again. */
    List<Input> shrink(List<Input> failing) {
        if (!failsAgain(failing)) {
            return failing;
        }
        List<Input> needed = withoutInputs(failing);
        for (int i = 0; i < needed.size(); i++) {
            needed = withoutBytes(needed, i);
        }
        return needed;
    }

    private List<Input> withoutInputs(List<Input> failing) {
        List<Input> needed = failing;
        for (int i = failing.size() - 1; i >= 0; i--) {
            var fewer = new ArrayList<>(needed);
            fewer.remove(i);
            if (!fewer.isEmpty() && failsAgain(fewer)) {
                needed = fewer;
            }
        }
        return needed;
    }

    private List<Input> withoutBytes(List<Input> failing, int index) {
        List<Input> needed = failing;
        for (int count = failing.get(index).bytes().length / 2; count > 0; count /= 2) {
            int from = 0;
            while (from + count <= needed.get(index).bytes().length) {
                var shorter = without(needed, index, from, from + count);
                if (failsAgain(shorter)) {
                    needed = shorter;
                } else {
                    from += count;
                }
            }
        }
        return needed;
    }

    private static List<Input> without(List<Input> inputs, int index, int from, int to) {
        var input = inputs.get(index);
        byte[] all = input.bytes();
        byte[] rest = Arrays.copyOf(all, all.length - (to - from));
        System.arraycopy(all, to, rest, from, all.length - to);
        var changed = new ArrayList<>(inputs);
        changed.set(index, new Input(input.number(), input.name(), rest, input.mayEndStream(), false));
        return changed;
    }

    private boolean failsAgain(List<Input> inputs) {
        tries++;
        boolean inTime = System.nanoTime() - begunNanos < MAX_TIME.toNanos();
        return tries <= MAX_TRIES && inTime && fails.test(inputs);
    }
}
