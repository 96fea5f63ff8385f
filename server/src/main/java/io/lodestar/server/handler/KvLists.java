package io.lodestar.server.handler;

import io.lodestar.protocol.body.KvTableBody;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.server.store.KvStore;
import io.lodestar.transport.SharedBytes;
import io.netty.buffer.ByteBuf;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The namespaces of the KV configuration as they are sent: each is written once for each change, so that peers that ask and do not read hold the
 * same bytes. Thread-safe.
 */
final class KvLists {
    private final KvStore store;
    private volatile Written written;

    KvLists(KvStore store) {
        this.store = store;
        this.written = new Written(store.version());
    }

    /** Returns the keys and values of a namespace, as bytes that nobody owns; empty if there is no such namespace. */
    Optional<ByteBuf> of(String namespace, JsonDialect dialect) {
        var version = store.version(); // before the list: what is kept may be newer than it says, and never older
        var current = current(version);
        return store.list(namespace).map(entries -> current.list(new Asked(namespace, dialect), entries));
    }

    private Written current(Object version) {
        var current = written;
        if (current.version != version) {
            current = new Written(version);
            written = current;
        }
        return current;
    }

    /** What makes one list differ from another while nothing changes. */
    private record Asked(String namespace, JsonDialect dialect) {}

    /** The lists of one version, each written on first demand: no more than there are namespaces, which have a limit. */
    private static final class Written {
        private final Object version;
        private final Map<Asked, ByteBuf> lists = new ConcurrentHashMap<>();

        Written(Object version) {
            this.version = version;
        }

        ByteBuf list(Asked asked, SortedMap<String, String> entries) {
            var kept = lists.get(asked);
            return kept == null ? lists.computeIfAbsent(asked, unseen -> write(entries, asked.dialect())) : kept;
        }

        private static ByteBuf write(SortedMap<String, String> entries, JsonDialect dialect) {
            return SharedBytes.of(Answer.written(new KvTableBody(entries)::writeTo, dialect));
        }
    }
}
