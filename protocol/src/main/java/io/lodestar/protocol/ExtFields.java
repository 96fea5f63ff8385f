package io.lodestar.protocol;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The extension fields of a header: name to text. Immutable.
 *
 * <p>The wire tells "no fields" from "an empty set of fields" (protocol 1.5), so this type does too.
 *
 * <p>A value that does not parse counts as absent, as the original has it (protocol 1.8).
 */
public final class ExtFields {
    private static final String[] NOTHING = {};

    /** No fields at all: the member is left out of the header. */
    public static final ExtFields ABSENT = new ExtFields(NOTHING);

    /** Fields are there, but none of them has a value. */
    public static final ExtFields EMPTY = new ExtFields(NOTHING);

    /** Each name with its text behind it. */
    private final String[] entries;

    private ExtFields(String[] entries) {
        this.entries = entries;
    }

    /** Returns fields that hold a copy of {@code values}, in the order given. */
    public static ExtFields of(Map<String, String> values) {
        var builder = builder();
        values.forEach(builder::put);
        return builder.build();
    }

    /** Returns a builder for fields some of which may have no value. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns whether the header carries the member at all, even if empty. */
    @SuppressWarnings("ReferenceEquality") // there is one that is absent
    public boolean isPresent() {
        return this != ABSENT;
    }

    /** Returns how many fields there are. */
    int size() {
        return entries.length / 2;
    }

    /** Returns all values by name, in the order of the wire; empty when absent. */
    public Map<String, String> values() {
        var values = new LinkedHashMap<String, String>();
        forEach(values::put);
        return Collections.unmodifiableMap(values);
    }

    /** Tells of each field in the order of the wire. */
    void forEach(BiConsumer<String, String> reader) {
        for (int i = 0; i < entries.length; i += 2) {
            reader.accept(entries[i], entries[i + 1]);
        }
    }

    /** Returns the text of a field. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(find(name));
    }

    private @Nullable String find(String name) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i].equals(name)) {
                return entries[i + 1];
            }
        }
        return null;
    }

    /** Returns the number in a field; empty when it is missing or is no decimal 64-bit number. */
    public Optional<Long> number(String name) {
        String value = find(name);
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

    /** Returns whether a field is there and true. */
    public boolean isTrue(String name) {
        String value = find(name);
        return value != null && Boolean.parseBoolean(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExtFields that
                && isPresent() == that.isPresent()
                && (Arrays.equals(entries, that.entries) || values().equals(that.values()));
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return isPresent() ? values().toString() : "absent";
    }

    /** Collects fields, leaving out those without a value. Of several of one name the last counts. Confined to one thread. */
    public static final class Builder {
        /** Few are searched faster than hashed; a sender of many must not make that slow. */
        private static final int MAX_SEARCHED = 32;

        private String[] entries = NOTHING;
        private int length;
        private @Nullable Map<String, String> many;

        private Builder() {}

        /** Adds a field. */
        public Builder with(String name, Object value) {
            put(name, value.toString());
            return this;
        }

        /** Adds a field when it has a value. */
        public Builder with(String name, Optional<?> value) {
            value.ifPresent(present -> with(name, present));
            return this;
        }

        /** Adds a field, or changes it in its place. */
        void put(String name, String value) {
            if (many != null) {
                many.put(name, value);
                return;
            }
            int at = indexOf(name);
            if (at < length) {
                entries[at + 1] = value;
            } else if (length == 2 * MAX_SEARCHED) {
                many = map();
                many.put(name, value);
            } else {
                append(name, value);
            }
        }

        /** Takes a field out. */
        void remove(String name) {
            if (many != null) {
                many.remove(name);
                return;
            }
            int at = indexOf(name);
            if (at < length) {
                System.arraycopy(entries, at + 2, entries, at, length - at - 2);
                length -= 2;
            }
        }

        /** Returns how many fields were collected so far. */
        int size() {
            return many == null ? length / 2 : many.size();
        }

        private void append(String name, String value) {
            if (length == entries.length) {
                entries = Arrays.copyOf(entries, Math.max(2, 2 * length));
            }
            entries[length++] = name;
            entries[length++] = value;
        }

        private int indexOf(String name) {
            int at = 0;
            while (at < length && !entries[at].equals(name)) {
                at += 2;
            }
            return at;
        }

        private Map<String, String> map() {
            var map = new LinkedHashMap<String, String>();
            for (int i = 0; i < length; i += 2) {
                map.put(entries[i], entries[i + 1]);
            }
            return map;
        }

        /** Returns the fields collected so far. */
        public ExtFields build() {
            if (many != null) {
                return new ExtFields(flat(many));
            }
            return length == 0 ? EMPTY : new ExtFields(Arrays.copyOf(entries, length));
        }

        /** Forgets the fields collected so far. */
        void clear() {
            Arrays.fill(entries, 0, length, "");
            length = 0;
            many = null;
        }

        private static String[] flat(Map<String, String> map) {
            var flat = new String[2 * map.size()];
            int at = 0;
            for (var entry : map.entrySet()) {
                flat[at++] = entry.getKey();
                flat[at++] = entry.getValue();
            }
            return flat;
        }
    }
}
