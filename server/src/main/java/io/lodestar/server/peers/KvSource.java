package io.lodestar.server.peers;

import io.lodestar.server.store.KvStore;
import java.util.Collections;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The KV configuration: an entry for each key, with its value. */
final class KvSource implements Source {
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
                    reader.accept(name, Facts.of("value", value, hasher));
                }
            });
        }
    }
}
