package io.lodestar.apache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/** The words of a route watch, as docs/protocol.md has them, in commands of Apache's. */
final class WatchMessages {
    private static final Logger LOG = System.getLogger(WatchMessages.class.getName());

    /** What a name server sends when routes changed. */
    static final int ROUTES_CHANGED = 24002;

    private static final int WATCH_ROUTES = 24001;
    private static final int SUCCESS = 0;
    private static final Pattern VERSION = Pattern.compile("[^:]+:\\d{1,18}");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final Map<String, Object> UNREADABLE = Map.of("all", true);
    private static final Changes ANYTHING = new Changes("", true, List.of());
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
            case SUCCESS -> watching(field(response, "version"), field(response, "watched"), members(response));
            case NOT_SUPPORTED -> new Answer.Unsupported();
            default -> new Answer.Refused(response.getCode(), String.valueOf(response.getRemark()));
        };
    }

    /** What a push tells of. */
    static Changes changes(RemotingCommand push) {
        return changes(field(push, "version"), members(push));
    }

    /** One that cannot be read tells that anything may have changed. */
    static Changes changes(String version, Map<?, ?> members) {
        return VERSION.matcher(version).matches() ? read(version, members) : ANYTHING;
    }

    /** One that cannot be read is a refusal: nothing of it must be kept, nor thrown in a thread of the client's. */
    static Answer watching(String version, String watched, Map<?, ?> members) {
        if (VERSION.matcher(version).matches() && COUNT.matcher(watched).matches()) {
            return new Answer.Watching(read(version, members), Integer.parseInt(watched));
        }
        return new Answer.Refused(SUCCESS, "its version '" + version + "' of '" + watched + "' topics cannot be read");
    }

    private static Changes read(String version, Map<?, ?> members) {
        boolean all = Objects.equals(members.get("all"), true);
        var topics = members.get("topics") instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.<String>of();
        return new Changes(version, all, topics);
    }

    /** A body that cannot be read tells that anything may have changed. */
    @SuppressWarnings("IllegalCatch") // Releases bring libraries of their own for this, with exceptions of their own.
    private static Map<?, ?> members(RemotingCommand command) {
        var body = command.getBody();
        try {
            Map<?, ?> members = body == null ? Map.of() : RemotingSerializable.decode(body, Map.class);
            return members == null ? UNREADABLE : members;
        } catch (RuntimeException damaged) {
            LOG.log(Level.DEBUG, "a body of " + command + " cannot be read", damaged);
            return UNREADABLE;
        }
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
