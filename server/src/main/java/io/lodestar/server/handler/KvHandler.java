package io.lodestar.server.handler;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.NameRule;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.header.DeleteKvConfigRequest;
import io.lodestar.protocol.header.GetKvConfigRequest;
import io.lodestar.protocol.header.GetKvConfigResponse;
import io.lodestar.protocol.header.GetKvListRequest;
import io.lodestar.protocol.header.PutKvConfigRequest;
import io.lodestar.server.config.InputLimits;
import io.lodestar.server.config.LimitKeys;
import io.lodestar.server.config.Settings;
import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.store.KvStore;
import java.io.IOException;
import java.util.Optional;

/** The KV configuration (protocol 3.2). */
final class KvHandler {
    private final KvStore store;
    private final KvLists lists;
    private final Journal journal;
    private final NameRule names;
    private final int maxEntries;
    private final int maxLength;

    KvHandler(KvStore store, KvLists lists, Journal journal, Settings settings) {
        this.store = store;
        this.lists = lists;
        this.journal = journal;
        this.names = InputLimits.names(settings);
        this.maxEntries = settings.get(LimitKeys.KV_MAX_ENTRIES);
        this.maxLength = settings.get(LimitKeys.KV_MAX_LENGTH);
    }

    Answer put(Request request) throws IOException {
        var put = PutKvConfigRequest.from(request.fields());
        if (put.namespace().isEmpty() || put.key().isEmpty()) {
            throw new Refusal(ResponseCode.SYSTEM_ERROR, "namespace or key is null");
        }
        var namespace = names.checked("namespace", put.namespace().get());
        var key = names.checked("key", put.key().get());
        var before = store.get(namespace, key);
        checkRoom(
                before,
                namespace.length() + key.length() + put.value().orElse("").length());
        store.put(namespace, key, put.value());
        if (!put.value().equals(before)) {
            tell("put " + namespace + "/" + key, request);
        }
        return Answer.DONE;
    }

    /** Two that grow the table at once may both find the last room: it is a bound for memory, not a promise. */
    private void checkRoom(Optional<String> before, long length) {
        if (before.isEmpty() && store.size() >= maxEntries) {
            throw new LimitExceededException("number of KV namespaces and keys", "kvMaxEntries", maxEntries);
        }
        long more = length - before.map(String::length).orElse(0);
        long sum = more > 0 ? store.length() + more : 0;
        if (sum > maxLength) {
            throw new LimitExceededException("KV configuration of " + sum + " characters", "kvMaxLength", maxLength);
        }
    }

    Answer get(Request request) {
        var get = GetKvConfigRequest.from(request.fields());
        var value = get.namespace().flatMap(namespace -> get.key().flatMap(key -> store.get(namespace, key)));
        if (value.isEmpty()) {
            var remark = "No config item, Namespace: " + text(get.namespace()) + " Key: " + text(get.key());
            return Answer.refused(ResponseCode.QUERY_NOT_FOUND, remark).withFields(ExtFields.EMPTY);
        }
        return Answer.of(new GetKvConfigResponse(value).toFields());
    }

    Answer delete(Request request) throws IOException {
        var delete = DeleteKvConfigRequest.from(request.fields());
        if (delete.namespace().isPresent() && delete.key().isPresent()) {
            delete(delete.namespace().get(), delete.key().get(), request);
        }
        return Answer.DONE;
    }

    private void delete(String namespace, String key, Request request) throws IOException {
        boolean known = store.get(namespace, key).isPresent();
        store.delete(namespace, key);
        if (known) {
            tell("deleted " + namespace + "/" + key, request);
        }
    }

    /** Names what changed and not the value, which may be long or secret. */
    private void tell(String change, Request request) {
        journal.append(Event.of(EventKind.KV_CHANGED, change).by(request.sender()));
    }

    Answer list(Request request) {
        var list = GetKvListRequest.from(request.fields());
        return list.namespace()
                .flatMap(namespace -> lists.of(namespace, request.dialect()))
                .map(Answer::of)
                .orElseThrow(() -> new Refusal(
                        ResponseCode.QUERY_NOT_FOUND, "No config item, Namespace: " + text(list.namespace())));
    }

    /** A field that is missing reads "null", as the original writes it. */
    private static String text(Optional<String> field) {
        return field.orElse("null");
    }
}
