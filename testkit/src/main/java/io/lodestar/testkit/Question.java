package io.lodestar.testkit;

import java.util.Map;
import java.util.Optional;

/**
 * What somebody asked a {@link ScriptedNameServer}. Immutable, but for the bytes of the body, which are the test's own.
 *
 * @param code the request's code; 105 asks for a route
 * @param fields the fields of the header
 * @param body the body; empty when there is none
 * @param oneWay whether the sender wants no answer, and gets none
 */
public record Question(int code, Map<String, String> fields, byte[] body, boolean oneWay) {
    /** The code of a route query. */
    public static final int GET_ROUTE = 105;

    /** Copies the fields. */
    public Question {
        fields = Map.copyOf(fields);
    }

    /** Returns the text of a field. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }
}
