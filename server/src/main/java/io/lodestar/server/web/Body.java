package io.lodestar.server.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lodestar.server.http.Problem;
import io.lodestar.server.http.Request;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** The body of a change: one JSON object of texts. */
final class Body {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MAX_MEMBERS = 1_000;

    private final SortedMap<String, String> texts = new TreeMap<>();

    private Body() {}

    /** Reads it whole; what is no object of texts is refused. */
    static Body of(Request request) {
        var body = new Body();
        try (var parser = FACTORY.createParser(request.text())) {
            body.read(parser);
        } catch (IOException malformed) {
            throw refusal(
                    String.valueOf(malformed.getMessage()).lines().findFirst().orElse(""));
        }
        return body;
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw refusal("it does not begin with {");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw refusal(Asked.cut(name) + " is no text in quotes");
            }
            if (texts.put(name, parser.getText()) != null || texts.size() > MAX_MEMBERS) {
                throw refusal(Asked.cut(name) + " comes twice, or there are more than " + MAX_MEMBERS + " members");
            }
        }
        if (parser.nextToken() != null) {
            throw refusal("something follows its }");
        }
    }

    private static Problem refusal(String why) {
        return new Problem(422, "the body must be one JSON object whose members are texts: " + Asked.cut(why));
    }

    SortedMap<String, String> texts() {
        return texts;
    }
}
