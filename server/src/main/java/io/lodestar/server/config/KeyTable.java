package io.lodestar.server.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects the rows of the table while the constants of {@link Keys}, {@link LimitKeys}, {@link TlsKeys} and {@link AccessKeys} are made.
 *
 * <p>One for the process, as those constants are. No two of these classes declare rows of one section, so whichever is loaded first, the rows
 * have one order.
 */
final class KeyTable {
    private static final List<Key<?>> ROWS = new ArrayList<>();

    private KeyTable() {}

    /** The rows declared so far, by section. */
    static List<Key<?>> rows() {
        synchronized (ROWS) {
            return ROWS.stream()
                    .sorted(Comparator.comparing((Key<?> key) -> key.section()).thenComparing(key -> key.index()))
                    .toList();
        }
    }

    /** The rows declared through the answer belong to this section. */
    static Part part(Section section) {
        return new Part(section);
    }

    /** Declares the keys of one section. */
    static final class Part {
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
            synchronized (ROWS) {
                var key = new Key<>(ROWS.size(), name, type, new Key.Trait(section, effect, meaning));
                ROWS.add(key);
                return key;
            }
        }
    }
}
