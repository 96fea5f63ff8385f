package io.lodestar.server.peers;

import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the facts of one entry differ between two name servers.
 *
 * @param detail in words
 */
record FactsDifference(Difference.Kind kind, String detail) {
    /** More facts that differ are counted. */
    private static final int MAX_FACTS = 8;

    private static final int MAX_TEXT = 1_000;

    /** Returns how two entries of one name differ, one of which may be absent; empty if they do not. */
    static Optional<FactsDifference> between(
            Optional<SortedMap<String, String>> here, Optional<SortedMap<String, String>> there) {
        if (here.equals(there)) {
            return Optional.empty();
        }
        if (here.isEmpty()) {
            return there.map(facts -> new FactsDifference(Difference.Kind.MISSING_HERE, all(facts)));
        }
        if (there.isEmpty()) {
            return here.map(facts -> new FactsDifference(Difference.Kind.MISSING_THERE, all(facts)));
        }
        return Optional.of(new FactsDifference(Difference.Kind.DIFFERS, both(here.get(), there.get())));
    }

    private static String all(SortedMap<String, String> facts) {
        return joined(facts.size(), facts.entrySet().stream().map(fact -> fact.getKey() + ": " + fact.getValue()));
    }

    private static String both(SortedMap<String, String> here, SortedMap<String, String> there) {
        var names = new TreeSet<>(here.keySet());
        names.addAll(there.keySet());
        names.removeIf(name -> Objects.equals(here.get(name), there.get(name)));
        return joined(
                names.size(),
                names.stream()
                        .map(name -> name + ": here " + here.getOrDefault(name, "nothing") + "; there "
                                + there.getOrDefault(name, "nothing")));
    }

    private static String joined(int count, Stream<String> texts) {
        var text = texts.limit(MAX_FACTS).collect(Collectors.joining(" | "));
        var shown = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
        return count <= MAX_FACTS ? shown : shown + " | and " + (count - MAX_FACTS) + " more";
    }
}
