package io.lodestar.interop.differential;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request as the test means it, before it becomes bytes.
 *
 * @param fields the extension fields; empty when the header has no such member
 * @param body the bytes after the header, none when there is no body
 */
public record Request(
        HeaderStyle style, int code, int version, boolean oneWay, Optional<Map<String, String>> fields, byte[] body) {
    private static final byte[] NO_BODY = {};
    private static final int NEWEST = 513;
    private static final int SHOWN_BODY_CHARACTERS = 1200;

    /** Returns a request of a 5.5.0 peer, with fields given as name, value, name, value. */
    public static Request of(int code, String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Request(HeaderStyle.JSON, code, NEWEST, false, Optional.of(fields), NO_BODY);
    }

    public Request withBody(byte[] newBody) {
        return new Request(style, code, version, oneWay, fields, newBody);
    }

    public Request withBody(String text) {
        return withBody(text.getBytes(StandardCharsets.UTF_8));
    }

    public Request withStyle(HeaderStyle newStyle) {
        return new Request(newStyle, code, version, oneWay, fields, body);
    }

    public Request withVersion(int newVersion) {
        return new Request(style, code, newVersion, oneWay, fields, body);
    }

    public Request asOneWay() {
        return new Request(style, code, version, true, fields, body);
    }

    public Request with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields.orElse(Map.of()));
        more.put(name, value);
        return new Request(style, code, version, oneWay, Optional.of(more), body);
    }

    public Request without(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(fields.orElse(Map.of()));
        fewer.remove(name);
        return new Request(style, code, version, oneWay, Optional.of(fewer), body);
    }

    public Request withoutFields() {
        return new Request(style, code, version, oneWay, Optional.empty(), body);
    }

    /** Returns the value of an extension field, or an empty text. */
    String field(String name) {
        return fields.orElse(Map.of()).getOrDefault(name, "");
    }

    @Override
    public String toString() {
        return code + (oneWay ? " one-way " : " ") + style + " v" + version + " "
                + fields.map(Object::toString).orElse("no fields")
                + (body.length == 0 ? "" : " body " + readable());
    }

    private String readable() {
        boolean zlib = body[0] == 0x78;
        String text = zlib ? Zlib.describe(body) : new String(body, StandardCharsets.UTF_8);
        return text.length() <= SHOWN_BODY_CHARACTERS ? text : text.substring(0, SHOWN_BODY_CHARACTERS) + "...";
    }
}
