package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.protocol.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Which routes changed (codes 24001 and 24002): {@code {"all":false,"topics":[...]}}.
 *
 * @param all whether anything that is watched may have changed; an answer means by that what its request named
 * @param topics what changed, or came, or went; empty when all may have
 */
public record ChangedRoutesBody(boolean all, List<String> topics) {
    /** Anything may have changed. */
    public static final ChangedRoutesBody ALL = new ChangedRoutesBody(true, List.of());
    /** Nothing changed. */
    public static final ChangedRoutesBody NONE = new ChangedRoutesBody(false, List.of());

    /** Copies the list. */
    public ChangedRoutesBody {
        topics = List.copyOf(topics);
    }

    /**
     * Reads what changed.
     *
     * @throws MalformedBodyException when the bytes are no such body
     */
    public static ChangedRoutesBody read(ByteBuf body) {
        return JsonSource.DEFAULT.read(body, ChangedRoutesBody::read);
    }

    private static ChangedRoutesBody read(JsonCursor cursor) {
        boolean all = false;
        List<String> topics = List.of();
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "all" -> all = cursor.truth();
                case "topics" -> topics = cursor.texts();
                default -> cursor.skip();
            }
        }
        return new ChangedRoutesBody(all, topics);
    }

    /** Appends the body, which is the same in both dialects. */
    public void writeTo(ByteBuf out) {
        var json = new JsonWriter(out, JsonDialect.STANDARD);
        json.startObject();
        json.name("all").value(all);
        Members.texts(json, "topics", topics);
        json.endObject();
    }
}
