package io.lodestar.apache;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/** The words of a route watch, as docs/protocol.md has them, in commands of Apache's. */
final class WatchMessages {
    /** What a name server sends when routes changed. */
    static final int ROUTES_CHANGED = 24002;

    private static final int WATCH_ROUTES = 24001;
    private static final int SUCCESS = 0;
    private static final int NOT_SUPPORTED = 3;

    private WatchMessages() {}

    /** Asks to be told of topics from now on; of none, what became of those that this connection watches. */
    static RemotingCommand ask(Ask ask) {
        var fields = new HashMap<String, String>();
        fields.put("scope", "named");
        if (!ask.since().isEmpty()) {
            fields.put("since", ask.since());
        }
        var request = request(fields);
        var body = RemotingSerializable.toJson(Map.of("add", ask.topics(), "drop", List.of()), false);
        request.setBody(body.getBytes(StandardCharsets.UTF_8));
        return request;
    }

    /** Asks to be told of nothing any more. */
    static RemotingCommand farewell() {
        var fields = new HashMap<String, String>();
        fields.put("scope", "none");
        return request(fields);
    }

    static Answer answer(RemotingCommand response) {
        return switch (response.getCode()) {
            case SUCCESS -> watching(response);
            case NOT_SUPPORTED -> new Answer.Unsupported();
            default -> new Answer.Refused(response.getCode(), String.valueOf(response.getRemark()));
        };
    }

    static Changes changes(RemotingCommand push) {
        return changes(field(push, "version"), push);
    }

    private static Answer watching(RemotingCommand response) {
        var watched = field(response, "watched");
        return new Answer.Watching(
                changes(field(response, "version"), response), watched.isEmpty() ? 0 : Integer.parseInt(watched));
    }

    private static Changes changes(String version, RemotingCommand command) {
        Map<?, ?> members = members(command);
        boolean all = Objects.equals(members.get("all"), true);
        var topics = members.get("topics") instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.<String>of();
        return new Changes(version, all, topics);
    }

    private static Map<?, ?> members(RemotingCommand command) {
        var body = command.getBody();
        return body == null ? Map.of() : RemotingSerializable.decode(body, Map.class);
    }

    private static String field(RemotingCommand command, String name) {
        var fields = command.getExtFields();
        return fields == null ? "" : fields.getOrDefault(name, "");
    }

    private static RemotingCommand request(HashMap<String, String> fields) {
        var request = RemotingCommand.createRequestCommand(WATCH_ROUTES, null);
        request.setExtFields(fields);
        return request;
    }
}
