package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Asks for entries of the journal (code 24005). With {@code after}, they come oldest first; else newest first.
 *
 * @param after only entries with greater numbers
 * @param before only entries with smaller numbers; does not count beside {@code after}
 * @param limit how many at most, {@value #DEFAULT_LIMIT} unless given, never more than {@value #MAX_LIMIT}; fewer come when they are large
 * @param kinds only entries of these kinds; none stands for all
 * @param brokerName only entries of this broker group
 * @param topic only entries that name this topic
 */
public record GetEventsRequest(
        Optional<Long> after,
        Optional<Long> before,
        Optional<Long> limit,
        SortedSet<String> kinds,
        Optional<String> brokerName,
        Optional<String> topic) {
    /** How many entries come unless a limit is given. */
    public static final int DEFAULT_LIMIT = 100;
    /** How many entries come at most. */
    public static final int MAX_LIMIT = 1_000;

    private static final String COMMA = ",";

    /** Copies the kinds. */
    public GetEventsRequest {
        kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
    }

    /** Reads the fields; what is missing or does not parse is empty. */
    public static GetEventsRequest from(ExtFields fields) {
        return new GetEventsRequest(
                fields.number("after"),
                fields.number("before"),
                fields.number("limit"),
                kinds(fields.text("kinds").orElse("")),
                fields.text("brokerName"),
                fields.text("topic"));
    }

    private static SortedSet<String> kinds(String text) {
        return Arrays.stream(text.split(COMMA))
                .map(String::strip)
                .filter(kind -> !kind.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder()
                .with("after", after)
                .with("before", before)
                .with("limit", limit)
                .with("kinds", Optional.of(String.join(COMMA, kinds)).filter(text -> !text.isEmpty()))
                .with("brokerName", brokerName)
                .with("topic", topic)
                .build();
    }
}
