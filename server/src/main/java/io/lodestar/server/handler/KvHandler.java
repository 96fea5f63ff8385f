package io.lodestar.server.handler;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.header.DeleteKvConfigRequest;
import io.lodestar.protocol.header.GetKvConfigRequest;
import io.lodestar.protocol.header.GetKvConfigResponse;
import io.lodestar.protocol.header.GetKvListRequest;
import io.lodestar.protocol.header.PutKvConfigRequest;
import io.lodestar.server.administration.Administration;
import io.lodestar.server.store.KvStore;
import java.io.IOException;
import java.util.Optional;

/** The KV configuration (protocol 3.2). */
final class KvHandler {
    private final KvStore store;
    private final KvLists lists;
    private final Administration administration;

    KvHandler(KvStore store, KvLists lists, Administration administration) {
        this.store = store;
        this.lists = lists;
        this.administration = administration;
    }

    Answer put(Request request) throws IOException {
        var put = PutKvConfigRequest.from(request.fields());
        if (put.namespace().isEmpty() || put.key().isEmpty()) {
            throw new Refusal(ResponseCode.SYSTEM_ERROR, "namespace or key is null");
        }
        administration.putKv(put.namespace().get(), put.key().get(), put.value(), request.sender());
        return Answer.DONE;
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
            administration.deleteKv(delete.namespace().get(), delete.key().get(), request.sender());
        }
        return Answer.DONE;
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
