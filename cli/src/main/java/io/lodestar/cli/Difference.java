package io.lodestar.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Something that name servers do not say alike.
 *
 * @param kind topic, broker, kv or config
 * @param name which topic, broker, namespace or key
 * @param field what of it; empty for whether it is there
 * @param values what each name server says; those that say nothing of it are left out
 */
record Difference(String kind, String name, String field, Map<String, String> values) {
    /** Returns whether this is about the same thing, in whatever field. */
    boolean isLike(Difference other) {
        return kind.equals(other.kind) && name.equals(other.name);
    }

    Json shape() {
        return Json.object()
                .with("kind", kind)
                .with("name", name)
                .with("field", field)
                .with("values", values);
    }

    /**
     * Compares what name servers say of one thing.
     *
     * @param views the fields by the address of the name server; empty where it is not known
     */
    static List<Difference> between(String kind, String name, Map<String, Optional<SortedMap<Field, String>>> views) {
        var fields = new TreeSet<Field>();
        views.values().forEach(view -> view.ifPresent(known -> fields.addAll(known.keySet())));
        var differences = new ArrayList<Difference>();
        var missing = new TreeSet<String>(); // parts that some do not have, of which no more is said
        for (var field : fields) {
            var values = values(field, views);
            boolean alike = values.size() == views.size()
                    && values.values().stream().distinct().count() == 1;
            if (alike || missing.contains(field.part())) {
                continue;
            }
            differences.add(new Difference(kind, name, field.toString(), values));
            if (field.equals(Field.PRESENCE)) {
                return differences;
            }
            if (field.isPresenceOfPart()) {
                missing.add(field.part());
            }
        }
        return differences;
    }

    private static Map<String, String> values(Field field, Map<String, Optional<SortedMap<Field, String>>> views) {
        var values = new LinkedHashMap<String, String>();
        views.forEach(
                (server, view) -> view.map(known -> known.get(field)).ifPresent(value -> values.put(server, value)));
        return values;
    }
}
