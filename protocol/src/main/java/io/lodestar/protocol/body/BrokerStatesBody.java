package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.protocol.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * What a name server knows of all brokers (code 24003).
 *
 * @param brokers by broker name and id
 * @param drains all drains, also of brokers that are absent
 */
public record BrokerStatesBody(List<BrokerState> brokers, List<DrainEntry> drains) {
    /** Copies the lists. */
    public BrokerStatesBody {
        brokers = List.copyOf(brokers);
        drains = List.copyOf(drains);
    }

    /**
     * Reads the states.
     *
     * @throws MalformedBodyException when the bytes are no such body
     */
    public static BrokerStatesBody read(ByteBuf body) {
        return JsonSource.DEFAULT.read(body, BrokerStatesBody::read);
    }

    private static BrokerStatesBody read(JsonCursor cursor) {
        var brokers = new ArrayList<BrokerState>();
        var drains = new ArrayList<DrainEntry>();
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "brokers" -> Members.each(cursor, () -> brokers.add(BrokerState.read(cursor)));
                case "drains" -> Members.each(cursor, () -> drains.add(DrainEntry.read(cursor)));
                default -> cursor.skip();
            }
        }
        return new BrokerStatesBody(brokers, drains);
    }

    /** Appends the body, which is the same in both dialects. */
    public void writeTo(ByteBuf out) {
        var json = new JsonWriter(out, JsonDialect.STANDARD);
        json.startObject();
        json.name("brokers").startArray();
        brokers.forEach(broker -> broker.writeTo(json));
        json.endArray();
        json.name("drains").startArray();
        drains.forEach(drain -> drain.writeTo(json));
        json.endArray();
        json.endObject();
    }
}
