package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.protocol.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;

/**
 * How a name server is (code 24006).
 *
 * @param version the release of the server, for people to read
 * @param epoch the life of its process, as in {@code RouteVersion}, in hexadecimal digits
 * @param startMillis when it started, in milliseconds since 1970
 * @param ready whether it answers for all brokers that it should know
 * @param reasons why it is not ready, or is still warming up, each a clause without a full stop
 * @param kvNamespaces the namespaces of the KV configuration, sorted
 * @param httpPort where it speaks HTTP, if it does
 */
public record ServerStateBody(
        String version,
        String epoch,
        long startMillis,
        boolean ready,
        List<String> reasons,
        List<String> kvNamespaces,
        Counts counts,
        Optional<Integer> httpPort) {
    /** Copies the lists. */
    public ServerStateBody {
        reasons = List.copyOf(reasons);
        kvNamespaces = List.copyOf(kvNamespaces);
    }

    /**
     * How much there is of everything.
     *
     * @param brokerGroups broker names
     * @param brokers masters and slaves
     * @param watchers connections that watch routes
     * @param watchedTopics topics that are watched, or were until lately
     */
    public record Counts(int topics, int brokerGroups, int brokers, int connections, int watchers, int watchedTopics) {
        private static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        private static Counts read(JsonCursor cursor) {
            int topics = 0;
            int brokerGroups = 0;
            int brokers = 0;
            int connections = 0;
            int watchers = 0;
            int watchedTopics = 0;
            cursor.object();
            while (cursor.nextMember()) {
                switch (cursor.name()) {
                    case "topics" -> topics = cursor.int32();
                    case "brokerGroups" -> brokerGroups = cursor.int32();
                    case "brokers" -> brokers = cursor.int32();
                    case "connections" -> connections = cursor.int32();
                    case "watchers" -> watchers = cursor.int32();
                    case "watchedTopics" -> watchedTopics = cursor.int32();
                    default -> cursor.skip();
                }
            }
            return new Counts(topics, brokerGroups, brokers, connections, watchers, watchedTopics);
        }

        private void writeTo(JsonWriter json) {
            json.startObject();
            json.name("topics").value(topics);
            json.name("brokerGroups").value(brokerGroups);
            json.name("brokers").value(brokers);
            json.name("connections").value(connections);
            json.name("watchers").value(watchers);
            json.name("watchedTopics").value(watchedTopics);
            json.endObject();
        }
    }

    /**
     * Reads the state.
     *
     * @throws MalformedBodyException when the bytes are no such body
     */
    public static ServerStateBody read(ByteBuf body) {
        return JsonSource.DEFAULT.read(body, ServerStateBody::read);
    }

    private static ServerStateBody read(JsonCursor cursor) {
        String version = "";
        String epoch = "";
        long startMillis = 0;
        boolean ready = false;
        List<String> reasons = List.of();
        List<String> kvNamespaces = List.of();
        var counts = Counts.NONE;
        Optional<Integer> httpPort = Optional.empty();
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "version" -> version = cursor.text().orElse("");
                case "epoch" -> epoch = cursor.text().orElse("");
                case "startMillis" -> startMillis = cursor.int64();
                case "ready" -> ready = cursor.truth();
                case "reasons" -> reasons = cursor.texts();
                case "kvNamespaces" -> kvNamespaces = cursor.texts();
                case "counts" -> counts = Counts.read(cursor);
                case "httpPort" -> httpPort = Optional.of(cursor.int32());
                default -> cursor.skip();
            }
        }
        return new ServerStateBody(version, epoch, startMillis, ready, reasons, kvNamespaces, counts, httpPort);
    }

    /** Appends the body, which is the same in both dialects. */
    public void writeTo(ByteBuf out) {
        var json = new JsonWriter(out, JsonDialect.STANDARD);
        json.startObject();
        json.name("version").value(version);
        json.name("epoch").value(epoch);
        json.name("startMillis").value(startMillis);
        json.name("ready").value(ready);
        Members.texts(json, "reasons", reasons);
        Members.texts(json, "kvNamespaces", kvNamespaces);
        json.name("counts");
        counts.writeTo(json);
        httpPort.ifPresent(port -> json.name("httpPort").value(port));
        json.endObject();
    }
}
