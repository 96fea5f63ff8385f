package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks for parts of the trees of digests that stand for what a name server knows (code 24007).
 *
 * @param subject whose tree; without one, the roots of all trees are asked for
 * @param paths the nodes whose children are asked for, or, of leaves, whose entries; the root of a tree has the empty path. At most
 *     {@value #MAX_PATHS} count
 */
public record GetDigestsRequest(Optional<String> subject, List<String> paths) {
    /** How many paths one request may have. */
    public static final int MAX_PATHS = 256;

    private static final String COMMA = ",";

    /** Copies the list. */
    public GetDigestsRequest {
        paths = List.copyOf(paths);
    }

    /** Asks for the roots of all trees. */
    public static GetDigestsRequest roots() {
        return new GetDigestsRequest(Optional.empty(), List.of());
    }

    /** Reads the fields; what is missing is empty. */
    public static GetDigestsRequest from(ExtFields fields) {
        var paths = Arrays.stream(fields.text("paths").orElse("").split(COMMA, -1))
                .limit(MAX_PATHS)
                .toList();
        return new GetDigestsRequest(fields.text("subject"), paths);
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder()
                .with("subject", subject)
                .with(
                        "paths",
                        Optional.of(paths.stream().collect(Collectors.joining(COMMA)))
                                .filter(text -> !text.isEmpty()))
                .build();
    }
}
