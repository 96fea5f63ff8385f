package io.lodestar.server.config;

import java.util.ArrayList;
import java.util.List;

/** Collects the rows of the table while the constants of {@link Keys} are made. */
final class KeyTable {

    private final List<Key<?>> rows = new ArrayList<>();

    List<Key<?>> rows() {
        return List.copyOf(rows);
    }

    /** The rows declared through the answer belong to this section. */
    Part part(Section section) {
        return new Part(section);
    }

    /** Declares the keys of one section. */
    final class Part {
        private final Section section;

        private Part(Section section) {
            this.section = section;
        }

        <T> Key<T> live(String name, ValueType<T> type, String meaning) {
            return declare(name, type, Effect.LIVE, meaning);
        }

        <T> Key<T> restart(String name, ValueType<T> type, String meaning) {
            return declare(name, type, Effect.RESTART, meaning);
        }

        <T> Key<T> refused(String name, ValueType<T> type, String meaning) {
            return declare(name, type, Effect.REFUSED, meaning);
        }

        <T> Key<T> ignored(String name, ValueType<T> type, String reason) {
            return declare(name, type, Effect.IGNORED, reason);
        }

        private <T> Key<T> declare(String name, ValueType<T> type, Effect effect, String meaning) {
            var key = new Key<>(rows.size(), name, type, new Key.Trait(section, effect, meaning));
            rows.add(key);
            return key;
        }
    }
}
