package io.lodestar.protocol.body;

import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.protocol.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;

/**
 * A list of topics (protocol 3.3).
 *
 * @param brokerAddress a broker to ask for more, in the list of system topics only
 */
public record TopicListBody(List<String> topics, Optional<String> brokerAddress) {
    /** Copies the topics, keeping their order. */
    public TopicListBody {
        topics = List.copyOf(topics);
    }

    /** Returns a list that names no broker. */
    public static TopicListBody of(List<String> topics) {
        return new TopicListBody(topics, Optional.empty());
    }

    /**
     * Reads a list of topics.
     *
     * @throws MalformedBodyException when the bytes are no such body
     */
    public static TopicListBody read(ByteBuf body) {
        return JsonSource.DEFAULT.read(body, TopicListBody::read);
    }

    private static TopicListBody read(JsonCursor cursor) {
        List<String> topics = List.of();
        Optional<String> brokerAddress = Optional.empty();
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "topicList" -> topics = cursor.texts();
                case "brokerAddr" -> brokerAddress = cursor.text();
                default -> cursor.skip();
            }
        }
        return new TopicListBody(topics, brokerAddress);
    }

    /** Appends the body in a dialect. */
    public void writeTo(ByteBuf out, JsonDialect dialect) {
        JsonWriter json = new JsonWriter(out, dialect);
        json.startObject();
        brokerAddress.ifPresent(address -> json.name("brokerAddr").value(address));
        json.name("topicList").startArray();
        topics.forEach(json::value);
        json.endArray();
        json.endObject();
    }
}
