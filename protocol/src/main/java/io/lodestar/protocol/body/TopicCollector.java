package io.lodestar.protocol.body;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Topics in the order in which their names came first; what is added last under a name stays. Confined to one thread.
 *
 * <p>The index is a table of places in {@link #topics}, searched from where a name's hash points to. Names whose hashes collide on purpose
 * would make such searches long, so after a long one the index is a map, which can cope with them.
 */
final class TopicCollector {
    private static final int MAX_STEPS = 128;
    private static final int MIN_SLOTS = 32;
    private static final int SPREAD = 0x9e37_79b9; // of the golden ratio, to make the upper bits depend on all

    private TopicConfig[] topics = new TopicConfig[MIN_SLOTS / 2];
    private int size;
    /** One more than a place, or 0; at least half of them are 0. */
    private int[] slots = new int[MIN_SLOTS];

    private final Map<String, Integer> crowd = new HashMap<>();

    void put(TopicConfig topic) {
        if (size == topics.length) {
            grow();
        }
        int place = crowd.isEmpty() ? place(topic.topic()) : placeInCrowd(topic.topic());
        topics[place] = topic;
        size = Math.max(size, place + 1);
    }

    List<TopicConfig> toList() {
        return List.of(Arrays.copyOf(topics, size));
    }

    /** Returns the place of a name, which is the next free one if it is new, and then noted in the index. */
    private int place(String name) {
        int mask = slots.length - 1;
        int slot = slot(name);
        for (int step = 0; step < MAX_STEPS; step++) {
            int place = slots[slot] - 1;
            if (place < 0) {
                slots[slot] = size + 1;
                return size;
            }
            if (topics[place].topic().equals(name)) {
                return place;
            }
            slot = (slot + 1) & mask;
        }
        for (int i = 0; i < size; i++) {
            crowd.put(topics[i].topic(), i);
        }
        return placeInCrowd(name);
    }

    private int placeInCrowd(String name) {
        return crowd.computeIfAbsent(name, unseen -> size);
    }

    private int slot(String name) {
        return (name.hashCode() * SPREAD) >>> Integer.numberOfLeadingZeros(slots.length - 1);
    }

    private void grow() {
        topics = Arrays.copyOf(topics, 2 * size);
        if (!crowd.isEmpty()) {
            return; // the table is not the index any more
        }
        slots = new int[2 * slots.length];
        for (int i = 0; i < size; i++) {
            int slot = slot(topics[i].topic());
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = i + 1;
        }
    }
}
