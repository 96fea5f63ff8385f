package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.netty.buffer.ByteBuf;
import java.util.SortedMap;

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
        throw new UnsupportedOperationException("being written");
    }

    /** Appends the body in a dialect. */
    public void writeTo(ByteBuf out, JsonDialect dialect) {
        throw new UnsupportedOperationException("being written");
    }
}
