package io.lodestar.server.config;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The name servers of each unit that has its own: {@code UNIT=host:port,host:port;UNIT=host:port}. */
public record UnitLists(SortedMap<String, MemberList> units) {
    /** No unit has name servers of its own. */
    public static final UnitLists NONE = new UnitLists(Collections.emptySortedMap());

    private static final Pattern NAME = Pattern.compile("[\\w.-]{1,64}");

    /** Copies the map. */
    public UnitLists {
        units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
    }

    /** Reads the units; empty when the text is none, or names a unit twice or with no name server. */
    static Optional<UnitLists> parse(String text) {
        var found = new TreeMap<String, MemberList>();
        for (var part : text.split(";", -1)) {
            if (!part.isBlank() && !parse(part.strip(), found)) {
                return Optional.empty();
            }
        }
        return Optional.of(new UnitLists(found));
    }

    private static boolean parse(String part, Map<String, MemberList> found) {
        int equals = part.indexOf('=');
        var name = part.substring(0, Math.max(0, equals)).strip();
        var members = MemberList.parse(part.substring(equals + 1)).filter(list -> !list.isEmpty());
        return NAME.matcher(name).matches() && members.isPresent() && found.put(name, members.get()) == null;
    }

    /** Returns the units as they may be written. */
    @Override
    public String toString() {
        return units.entrySet().stream()
                .map(unit ->
                        unit.getKey() + "=" + String.join(",", unit.getValue().addresses()))
                .collect(Collectors.joining(";"));
    }
}
