package io.lodestar.cli;

import java.util.Comparator;

/**
 * One thing that can be compared of a topic or a broker.
 *
 * @param part the part of it that has the field, such as a broker of a route; empty when the whole has it
 * @param name the field; empty for whether there is such a part
 */
record Field(String part, String name) implements Comparable<Field> {
    /** Whether there is the thing at all. */
    static final Field PRESENCE = new Field("", "");

    private static final Comparator<Field> ORDER =
            Comparator.comparing(Field::part).thenComparing(Field::name);

    @Override
    public int compareTo(Field other) {
        return ORDER.compare(this, other);
    }

    boolean isPresenceOfPart() {
        return !part.isEmpty() && name.isEmpty();
    }

    @Override
    public String toString() {
        return part.isEmpty() || name.isEmpty() ? part + name : part + "." + name;
    }
}
