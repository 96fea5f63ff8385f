package io.lodestar.server.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request, whole.
 *
 * @param path the segments of its path, decoded; none for {@code /}
 * @param captured what stands in its path for the names in braces of the template that it matches
 * @param query what stands behind the path: for each name the values that were given, decoded
 * @param headers by name in lower case
 * @param body empty for none; nobody changes it
 */
public record Request(
        Method method,
        List<String> path,
        Map<String, String> captured,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        byte[] body,
        Caller caller) {

    /**
     * Returns what stands in the path in place of {@code {name}}.
     *
     * @throws IllegalArgumentException when the template of the route has no such name
     */
    public String captured(String name) {
        return Optional.ofNullable(captured.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no {" + name + "} in the template"));
    }

    /** Returns the first value that was given for this name in the query. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).map(values -> values.get(0));
    }

    /** Returns the first header of this name, in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(values -> values.get(0));
    }

    /** Returns the body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    Request capturing(Map<String, String> found) {
        return new Request(method, path, Map.copyOf(found), query, headers, body, caller);
    }
}
