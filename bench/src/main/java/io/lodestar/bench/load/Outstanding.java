package io.lodestar.bench.load;

import java.util.Arrays;

/**
 * The requests of one connection that wait for their answers, each in a slot whose number is its opaque number less
 * {@link RequestText#FIRST_OPAQUE}. Confined to the generator's thread.
 */
final class Outstanding {
    private static final int FIRST_SLOTS = 64;
    private static final int MOST_SLOTS = 1 << 18;

    private long[] sentNanos = new long[FIRST_SLOTS];
    private Tally[] tallies = new Tally[FIRST_SLOTS];
    private int[] free = new int[FIRST_SLOTS];
    private int freeCount;
    private int[] inOrder = new int[FIRST_SLOTS];
    private int oldest;
    private int count;

    Outstanding() {
        addFree(0);
    }

    int count() {
        return count;
    }

    /** The slot that the next request will take. */
    int next() {
        if (freeCount == 0) {
            grow();
        }
        return free[freeCount - 1];
    }

    /** Puts a request into the slot that {@link #next} named. */
    void open(Tally tally, long atNanos) {
        int slot = free[--freeCount];
        sentNanos[slot] = atNanos;
        tallies[slot] = tally;
        inOrder[(oldest + count) % inOrder.length] = slot;
        count++;
    }

    /** The slot of the oldest request, for a peer that answers in order and does not say what. */
    int oldest() {
        if (count == 0) {
            throw new IllegalStateException("an answer came to no request");
        }
        return inOrder[oldest];
    }

    Tally tally(int slot) {
        if (slot < 0 || slot >= tallies.length || tallies[slot] == null) {
            throw new IllegalStateException("an answer came to no request of number " + slot);
        }
        return tallies[slot];
    }

    /** The answer of a slot came. */
    @SuppressWarnings("NullAway") // an empty slot
    void close(int slot, long nowNanos) {
        tally(slot).add(nowNanos - sentNanos[slot]);
        tallies[slot] = null;
        free[freeCount++] = slot;
        oldest = (oldest + 1) % inOrder.length;
        count--;
    }

    private void grow() {
        int slots = sentNanos.length;
        if (slots >= MOST_SLOTS) {
            throw new IllegalStateException(slots + " requests of one connection are unanswered");
        }
        var ordered = new int[2 * slots];
        for (int i = 0; i < count; i++) {
            ordered[i] = inOrder[(oldest + i) % slots];
        }
        inOrder = ordered;
        oldest = 0;
        sentNanos = Arrays.copyOf(sentNanos, 2 * slots);
        tallies = Arrays.copyOf(tallies, 2 * slots);
        free = new int[2 * slots];
        addFree(slots);
    }

    private void addFree(int from) {
        for (int slot = sentNanos.length - 1; slot >= from; slot--) {
            free[freeCount++] = slot;
        }
    }
}
