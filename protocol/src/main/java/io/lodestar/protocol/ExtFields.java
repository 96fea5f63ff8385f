package io.lodestar.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The extension fields of a header: name to text. Immutable.
 *
 * <p>The wire tells "no fields" from "an empty set of fields" (protocol 1.5), so this type does too.
 *
 * <p>A value that does not parse counts as absent, as the original has it (protocol 1.8).
 */
public final class ExtFields {
    /** No fields at all: the member is left out of the header. */
    public static final ExtFields ABSENT = new ExtFields(Map.of(), false);

    /** Fields are there, but none of them has a value. */
    public static final ExtFields EMPTY = new ExtFields(Map.of(), true);

    private final Map<String, String> values;
    private final boolean present;

    private ExtFields(Map<String, String> values, boolean present) {
        this.values = values;
        this.present = present;
    }

    /** Returns fields that hold a copy of {@code values}, in the order given. */
    public static ExtFields of(Map<String, String> values) {
        return values.isEmpty() ? EMPTY : new ExtFields(Collections.unmodifiableMap(new LinkedHashMap<>(values)), true);
    }

    /** Returns a builder for fields some of which may have no value. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns whether the header carries the member at all, even if empty. */
    public boolean isPresent() {
        return present;
    }

    /** Returns all values by name, in the order of the wire; empty when absent. */
    public Map<String, String> values() {
        return values;
    }

    /** Returns the text of a field. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Returns the number in a field; empty when it is missing or is no decimal 64-bit number. */
    public Optional<Long> number(String name) {
        String value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(value));
        } catch (NumberFormatException notANumber) {
            return Optional.empty(); // the original logs it and goes on without the field
        }
    }

    /** Returns the truth value of a field: {@code true} in any case of letters is true, any other text is false. */
    public Optional<Boolean> flag(String name) {
        return text(name).map(Boolean::parseBoolean);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExtFields that && present == that.present && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return present ? values.toString() : "absent";
    }

    /** Collects fields, leaving out those without a value. Confined to one thread. */
    public static final class Builder {
        private final Map<String, String> values = new LinkedHashMap<>();

        private Builder() {}

        /** Adds a field. */
        public Builder with(String name, Object value) {
            values.put(name, value.toString());
            return this;
        }

        /** Adds a field when it has a value. */
        public Builder with(String name, Optional<?> value) {
            value.ifPresent(present -> with(name, present));
            return this;
        }

        /** Returns the fields collected so far. */
        public ExtFields build() {
            return of(values);
        }
    }
}
