package io.lodestar.server.web;

import io.lodestar.server.http.Problem;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Filter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Reads which events somebody wants. */
final class EventFilter {
    private EventFilter() {}

    static Filter of(Asked asked) {
        return new Filter(
                kinds(asked), asked.text("cluster"), asked.text("broker"), asked.text("topic"), asked.text("search"));
    }

    private static Set<EventKind> kinds(Asked asked) {
        var kinds = EnumSet.noneOf(EventKind.class);
        for (var name : asked.parts("kind")) {
            kinds.add(kind(name));
        }
        return kinds;
    }

    private static EventKind kind(String name) {
        return Arrays.stream(EventKind.values())
                .filter(kind -> kind.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        400,
                        "there is no kind of event " + Asked.cut(name) + "; there are "
                                + Arrays.toString(EventKind.values())));
    }
}
