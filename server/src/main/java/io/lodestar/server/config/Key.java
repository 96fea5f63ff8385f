package io.lodestar.server.config;

import java.util.Optional;

/** One row of the table of keys: a name, what its value may be, when a change counts, what it means. */
public final class Key<T> {

    private final int index;
    private final String name;
    private final ValueType<T> type;
    private final Trait trait;
    private final T defaultValue;

    Key(int index, String name, ValueType<T> type, Trait trait) {
        this.index = index;
        this.name = name;
        this.type = type;
        this.trait = trait;
        this.defaultValue = type.parse(type.defaultText())
                .orElseThrow(
                        () -> new IllegalStateException("the default of " + name + " is not " + type.description()));
    }

    /** The name as it stands in a property file. */
    public String name() {
        return name;
    }

    /** The value that holds unless another is given. */
    public T defaultValue() {
        return defaultValue;
    }

    /** The default as an operator would write it, the same on every machine. */
    public String defaultText() {
        return type.defaultText();
    }

    /** What a value must be: its type and range. */
    public String description() {
        return type.description();
    }

    /** When a changed value counts. */
    public Effect effect() {
        return trait.effect();
    }

    /** Whose key it is. */
    public Section section() {
        return trait.section();
    }

    /** What the value is for, or, of an ignored key, why nothing depends on it. */
    public String meaning() {
        return trait.meaning();
    }

    int index() {
        return index;
    }

    Optional<T> parse(String text) {
        return type.parse(text);
    }

    @Override
    public String toString() {
        return name;
    }

    /** What is known of a key besides its value. */
    record Trait(Section section, Effect effect, String meaning) {}
}
