package io.lodestar.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a request is for: the path and what stands behind it. What could be read in two ways is refused. */
final class Targets {
    private static final int MAX_SEGMENTS = 32;
    private static final int MAX_PARAMETERS = 64;

    private Targets() {}

    /** Returns the target without the scheme and authority that a client of a proxy writes before it. */
    static String originForm(String target) {
        if (target.startsWith("/")) {
            return target;
        }
        int scheme = target.startsWith("http://") ? 7 : target.startsWith("https://") ? 8 : 0;
        if (scheme == 0) {
            throw new Problem(400, "the request is for no path: it must begin with /");
        }
        int slash = target.indexOf('/', scheme);
        return slash < 0 ? "/" : target.substring(slash);
    }

    /** Returns the decoded segments; none for {@code /}. */
    static List<String> path(String target) {
        var path = beforeQuery(target);
        if (path.equals("/")) {
            return List.of();
        }
        var raw = path.substring(1).split("/", -1);
        if (raw.length > MAX_SEGMENTS) {
            throw new Problem(400, "the path has " + raw.length + " segments, more than " + MAX_SEGMENTS);
        }
        var segments = new ArrayList<String>(raw.length);
        for (var each : raw) {
            var segment = decoded(each, false);
            if (segment.equals(".") || segment.equals("..")) {
                throw new Problem(400, "the path has a segment that stands for another: write the path itself");
            }
            segments.add(segment);
        }
        return List.copyOf(segments);
    }

    /** Returns the decoded values for each name, in their order. */
    static Map<String, List<String>> query(String target) {
        int mark = target.indexOf('?');
        if (mark < 0 || mark == target.length() - 1) {
            return Map.of();
        }
        var pairs = target.substring(mark + 1).split("&", MAX_PARAMETERS + 1);
        if (pairs.length > MAX_PARAMETERS) {
            throw new Problem(400, "the query has more than " + MAX_PARAMETERS + " parameters");
        }
        var found = new LinkedHashMap<String, List<String>>();
        for (var pair : pairs) {
            int equals = pair.indexOf('=');
            var name = decoded(equals < 0 ? pair : pair.substring(0, equals), true);
            var value = equals < 0 ? "" : decoded(pair.substring(equals + 1), true);
            found.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(value);
        }
        return found;
    }

    private static String beforeQuery(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    private static String decoded(String text, boolean plusIsSpace) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '%') {
                bytes.write(hex(text, i + 1) << 4 | hex(text, i + 2));
                i += 2;
            } else if (each <= ' ' || each >= 0x7f || each == '#') {
                throw new Problem(400, "the path or query has a character that must be written with %");
            } else {
                bytes.write(each == '+' && plusIsSpace ? ' ' : each);
            }
        }
        return legible(bytes.toByteArray());
    }

    private static int hex(String text, int at) {
        int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        if (digit < 0) {
            throw new Problem(400, "the path or query has a % without two hexadecimal digits behind it");
        }
        return digit;
    }

    private static String legible(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new Problem(400, "the path or query has a control character");
            }
            return text;
        } catch (CharacterCodingException notUtf8) {
            throw new Problem(400, "the path or query is not UTF-8");
        }
    }
}
