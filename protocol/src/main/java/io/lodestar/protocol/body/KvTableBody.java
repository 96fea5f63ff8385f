package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.protocol.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One namespace of the KV configuration (protocol 3.2); also the order configuration that answers a registration. */
public record KvTableBody(SortedMap<String, String> table) {
    /** Copies the table. */
    public KvTableBody {
        table = Copies.sorted(table);
    }

    /**
     * Reads a table; a key whose value is null counts as absent.
     *
     * @throws MalformedBodyException when the bytes are no such body
     */
    public static KvTableBody read(ByteBuf body) {
        return JsonSource.DEFAULT.read(body, KvTableBody::read);
    }

    private static KvTableBody read(JsonCursor cursor) {
        var table = new TreeMap<String, String>();
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "table" -> readTable(cursor, table);
                default -> cursor.skip();
            }
        }
        return new KvTableBody(table);
    }

    private static void readTable(JsonCursor cursor, Map<String, String> table) {
        if (cursor.objectUnlessNull()) {
            while (cursor.nextEntry()) {
                String key = cursor.name();
                cursor.text().ifPresent(value -> table.put(key, value));
            }
        }
    }

    /** Appends the body in a dialect. */
    public void writeTo(ByteBuf out, JsonDialect dialect) {
        JsonWriter json = new JsonWriter(out, dialect);
        json.startObject();
        json.name("table").startObject();
        table.forEach((key, value) -> json.name(key).value(value));
        json.endObject();
        json.endObject();
    }
}
