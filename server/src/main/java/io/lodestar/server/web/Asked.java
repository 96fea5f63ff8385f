package io.lodestar.server.web;

import io.lodestar.server.http.Problem;
import io.lodestar.server.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The query of one request, understood whole or not at all: a name that means nothing is a slip, and its sender is told. */
final class Asked {
    private static final int BAD_REQUEST = 400;
    private static final int MAX_LIMIT = 1_000;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_DIGITS = 18;
    /** What a cursor may have of a name: longer ones do not fit into a request. */
    private static final int MAX_CURSOR = 1_000;

    private final Request request;

    private Asked(Request request) {
        this.request = request;
    }

    /** Returns the query of a request that takes these names, once each. */
    static Asked of(Request request, String... names) {
        var known = List.of(names);
        request.query().forEach((name, values) -> {
            if (!known.contains(name)) {
                throw new Problem(
                        BAD_REQUEST,
                        "the query has no " + cut(name)
                                + (known.isEmpty() ? "; it takes nothing" : "; it takes " + known));
            }
            if (values.size() > 1) {
                throw new Problem(BAD_REQUEST, name + " is given " + values.size() + " times; give it once");
            }
        });
        return new Asked(request);
    }

    Optional<String> text(String name) {
        return request.query(name).filter(value -> !value.isEmpty());
    }

    /** Returns a text for a search without regard to upper and lower case; empty matches all. */
    String search() {
        return request.query("search").orElse("").toLowerCase(Locale.ROOT);
    }

    /** Returns how many items are wanted at most. */
    int limit() {
        long limit = number("limit").orElse((long) DEFAULT_LIMIT);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new Problem(BAD_REQUEST, "limit=" + limit + " must be from 1 to " + MAX_LIMIT);
        }
        return (int) limit;
    }

    Optional<Long> number(String name) {
        return text(name).map(value -> number(name, value));
    }

    /** Returns a number of an event or of items. */
    static long number(String name, String value) {
        boolean fits = value.length() <= MAX_DIGITS && value.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        if (!fits || value.isEmpty()) {
            throw new Problem(BAD_REQUEST, name + "=" + cut(value) + " must be a whole number that is not negative");
        }
        return Long.parseLong(value);
    }

    /** Returns the parts of a list with commas. */
    List<String> parts(String name) {
        var parts = new ArrayList<String>();
        text(name).ifPresent(value -> {
            for (var part : value.split(",", -1)) {
                if (!part.isBlank()) {
                    parts.add(part.trim());
                }
            }
        });
        return parts;
    }

    /** Returns what stands for a name as the place where the next page begins: all that follows it in order. */
    static String cursor(String name) {
        return name.length() <= MAX_CURSOR ? name : name.substring(0, MAX_CURSOR) + Character.MAX_VALUE;
    }

    static String cut(String text) {
        int most = 100;
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
