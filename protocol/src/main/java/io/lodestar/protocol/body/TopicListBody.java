package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
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
        throw new UnsupportedOperationException("being written");
    }

    /** Appends the body in a dialect. */
    public void writeTo(ByteBuf out, JsonDialect dialect) {
        throw new UnsupportedOperationException("being written");
    }
}
