package io.lodestar.server.peers;

import io.lodestar.server.store.KvStore;
import java.util.Collections;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The KV configuration: an entry for each key. Values may be long or secret, so they are told by their length and their digest. */
final class KvSource implements EntrySource {
    private static final int SHOWN_DIGITS = 16;

    private final KvStore kv;

    KvSource(KvStore kv) {
        this.kv = kv;
    }

    @Override
    public Object version() {
        return kv.version();
    }

    @Override
    public void each(Predicate<String> wanted, Hasher hasher, BiConsumer<String, Facts> reader) {
        for (var namespace : kv.namespaces()) {
            kv.list(namespace).orElse(Collections.emptySortedMap()).forEach((key, value) -> {
                var name = namespace + "/" + key;
                if (wanted.test(name)) {
                    reader.accept(name, Facts.of("value", text(value, hasher), hasher));
                }
            });
        }
    }

    private static String text(String value, Hasher hasher) {
        return value.length() + " characters, digest "
                + hasher.of(value).toString().substring(0, SHOWN_DIGITS);
    }
}
