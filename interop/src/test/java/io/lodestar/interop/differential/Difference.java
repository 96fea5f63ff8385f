package io.lodestar.interop.differential;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** One place in which two views differ. */
record Difference(String path, String apache, String ours) {
    private static final String ABSENT = "(absent)";

    static List<Difference> between(JsonNode apache, JsonNode ours) {
        List<Difference> found = new ArrayList<>();
        collect("", apache, ours, found);
        return found;
    }

    private static void collect(String path, JsonNode apache, JsonNode ours, List<Difference> found) {
        if (apache.equals(ours)) {
            return;
        }
        if (!apache.isObject() || !ours.isObject()) {
            found.add(new Difference(path, shown(apache), shown(ours)));
            return;
        }
        TreeSet<String> names = new TreeSet<>();
        apache.fieldNames().forEachRemaining(names::add);
        ours.fieldNames().forEachRemaining(names::add);
        names.forEach(name -> collect(path + "/" + name, apache.path(name), ours.path(name), found));
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? ABSENT : node.toString();
    }

    @Override
    public String toString() {
        return path + "\n      Apache: " + apache + "\n      ours:   " + ours;
    }
}
