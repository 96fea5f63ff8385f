package io.lodestar.interop.differential;

import java.util.Map;
import java.util.Optional;

/**
 * One frame that a name server sent back.
 *
 * @param binary whether its header came in the binary encoding
 * @param fields the extension fields; empty when the header has no such member
 */
public record Answer(
        boolean binary,
        int code,
        String language,
        int version,
        int opaque,
        int flag,
        Optional<String> remark,
        Optional<Map<String, String>> fields,
        byte[] body) {
    private static final int SUCCESS = 0;

    public boolean succeeded() {
        return code == SUCCESS;
    }

    /** Returns the value of an extension field, or an empty text. */
    public String field(String name) {
        return fields.orElse(Map.of()).getOrDefault(name, "");
    }
}
