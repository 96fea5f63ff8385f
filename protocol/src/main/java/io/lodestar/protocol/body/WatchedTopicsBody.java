package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.protocol.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * Which topics a connection is to watch (code 24001): {@code {"add":[...],"drop":[...]}}.
 *
 * @param add topics to watch beside those that are watched already; they need not exist
 * @param drop topics to watch no more; counts before what is added
 */
public record WatchedTopicsBody(List<String> add, List<String> drop) {
    /** Copies the lists. */
    public WatchedTopicsBody {
        add = List.copyOf(add);
        drop = List.copyOf(drop);
    }

    /**
     * Reads the topics; no body stands for none.
     *
     * @param maxTopics how many there may be in each of the lists
     * @throws MalformedBodyException when the bytes are no such body, or name too many topics
     */
    public static WatchedTopicsBody read(ByteBuf body, int maxTopics) {
        return body.isReadable()
                ? JsonSource.DEFAULT.read(body, cursor -> read(cursor, maxTopics))
                : new WatchedTopicsBody(List.of(), List.of());
    }

    private static WatchedTopicsBody read(JsonCursor cursor, int maxTopics) {
        List<String> add = List.of();
        List<String> drop = List.of();
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "add" -> add = topics(cursor, maxTopics);
                case "drop" -> drop = topics(cursor, maxTopics);
                default -> cursor.skip();
            }
        }
        return new WatchedTopicsBody(add, drop);
    }

    private static List<String> topics(JsonCursor cursor, int maxTopics) {
        var topics = new ArrayList<String>();
        if (cursor.arrayUnlessNull()) {
            while (cursor.nextElement()) {
                if (topics.size() == maxTopics) {
                    throw new MalformedBodyException(
                            "a request to watch names more than " + maxTopics + " topics, all that one connection may");
                }
                cursor.text().ifPresent(topics::add);
            }
        }
        return topics;
    }

    /** Appends the body, which is the same in both dialects. */
    public void writeTo(ByteBuf out) {
        var json = new JsonWriter(out, JsonDialect.STANDARD);
        json.startObject();
        Members.texts(json, "add", add);
        Members.texts(json, "drop", drop);
        json.endObject();
    }
}
