package io.lodestar.server.handler;

import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.registry.Route;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A way to answer with a route: in a dialect, and with or without acting masters. Each is there once, so that a query makes nothing. */
final class Manner {
    private static final List<Manner> ALL = Arrays.stream(JsonDialect.values())
            .flatMap(dialect -> Stream.of(new Manner(dialect, false), new Manner(dialect, true)))
            .toList();

    private final int number;
    private final Function<Route, Rendering> render;

    private Manner(JsonDialect dialect, boolean acting) {
        this.number = number(dialect, acting);
        this.render = route -> {
            var body = RouteBodies.route(route.brokers(), acting);
            return new Rendering(route, number, Answer.written(body::writeTo, dialect));
        };
    }

    /** Returns the way to answer in a dialect, and whether a group that lost its master shows its smallest slave as one. */
    static Manner of(JsonDialect dialect, boolean acting) {
        return ALL.get(number(dialect, acting));
    }

    private static int number(JsonDialect dialect, boolean acting) {
        return dialect.ordinal() * 2 + (acting ? 1 : 0);
    }

    /** Returns the number under which a route keeps what is rendered in this way. */
    int number() {
        return number;
    }

    /** Returns what renders a route in this way. */
    Function<Route, Rendering> render() {
        return render;
    }
}
