package io.lodestar.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** A page of keys and values, as many as a request asks for and as fit. */
final class ValuePage {
    private static final long MAX_CHARACTERS = 1 << 20;

    private final List<Map.Entry<String, String>> entries = new ArrayList<>();
    private boolean more;

    ValuePage(SortedMap<String, String> all, Optional<String> after, int limit) {
        long characters = 0;
        for (var entry : after.map(all::tailMap).orElse(all).entrySet()) {
            if (after.filter(entry.getKey()::equals).isPresent()) {
                continue;
            }
            characters += entry.getKey().length() + entry.getValue().length();
            if (entries.size() == limit || (characters > MAX_CHARACTERS && !entries.isEmpty())) {
                more = true;
                return;
            }
            entries.add(entry);
        }
    }

    List<Map.Entry<String, String>> entries() {
        return entries;
    }

    /** Returns behind which key the next page begins; empty when this is the last. */
    Optional<String> next() {
        return more ? Optional.of(Asked.cursor(entries.get(entries.size() - 1).getKey())) : Optional.empty();
    }
}
