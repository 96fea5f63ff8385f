package io.lodestar.interop.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows what came of a request as one tree in one order, so that equal behaviour is an equal tree. */
final class View {
    private static final int GET_CONFIG = 319;
    private static final List<String> OF_THE_INSTALLATION =
            List.of("configStorePath", "kvConfigPath", "rocketmqHome", "listenPort", "bindAddress");
    private static final long RECENT_MILLIS = Duration.ofHours(1).toMillis();

    private View() {}

    static ObjectNode of(Outcome outcome, Request request) {
        ObjectNode view = Json.object();
        view.put("outcome", outcome.kind().name().toLowerCase(Locale.ROOT));
        outcome.answer().ifPresent(answer -> show(answer, request, view));
        return view;
    }

    private static void show(Answer answer, Request request, ObjectNode view) {
        view.put("encoding", answer.binary() ? "BINARY" : "JSON");
        view.put("code", answer.code());
        view.put("flag", answer.flag());
        view.put("language", answer.language());
        view.put("version", answer.version());
        if (request.style().hasOpaque()) {
            view.put("opaque", answer.opaque());
        }
        answer.remark().ifPresent(remark -> view.put("remark", remark));
        answer.fields().ifPresent(fields -> {
            ObjectNode sorted = view.putObject("extFields");
            fields.entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .forEach(field -> sorted.put(field.getKey(), field.getValue()));
        });
        if (answer.body().length > 0) {
            showBody(new String(answer.body(), StandardCharsets.UTF_8), request, view);
        }
    }

    private static void showBody(String text, Request request, ObjectNode view) {
        Optional<JsonNode> strict = Json.strict(text);
        Optional<JsonNode> tree = strict.isPresent() ? strict : Json.legacy(text);
        if (request.code() == GET_CONFIG) {
            view.set("body", configuration(text));
        } else if (tree.isPresent()) {
            view.put("dialect", strict.isPresent() ? "standard" : "legacy");
            JsonNode body = Json.ordered(tree.get(), "");
            hideClock(body);
            view.set("body", body);
        } else {
            view.put("body", text);
        }
    }

    private static ObjectNode configuration(String text) {
        ObjectNode keys = Json.object();
        text.lines()
                .filter(line -> OF_THE_INSTALLATION.stream().noneMatch(key -> line.startsWith(key + "=")))
                .sorted()
                .forEach(line -> keys.put(line.split("=", 2)[0], line));
        return keys;
    }

    /** A version that the server has stamped with its own clock shows a slightly different time on each. */
    private static void hideClock(JsonNode body) {
        JsonNode timestamp = body.path("timestamp");
        if (body instanceof ObjectNode members
                && timestamp.isNumber()
                && Math.abs(timestamp.asLong() - System.currentTimeMillis()) < RECENT_MILLIS) {
            members.put("timestamp", "about now");
        }
    }
}
