package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.protocol.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The members of one broker group (protocol 3.3), under the names that the asker gave.
 *
 * @param addresses broker id to {@code host:port}; empty for an unknown group
 */
public record BrokerMemberGroupBody(
        Optional<String> cluster, Optional<String> brokerName, SortedMap<Long, String> addresses) {
    /** Copies the addresses. */
    public BrokerMemberGroupBody {
        addresses = Copies.sorted(addresses);
    }

    /**
     * Reads a group in either dialect.
     *
     * @throws MalformedBodyException when the bytes are no such body
     */
    public static BrokerMemberGroupBody read(ByteBuf body) {
        return JsonSource.DEFAULT.read(body, BrokerMemberGroupBody::read);
    }

    private static BrokerMemberGroupBody read(JsonCursor cursor) {
        var group = new BrokerMemberGroupBody(Optional.empty(), Optional.empty(), Collections.emptySortedMap());
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "brokerMemberGroup" -> group = readGroup(cursor);
                default -> cursor.skip();
            }
        }
        return group;
    }

    private static BrokerMemberGroupBody readGroup(JsonCursor cursor) {
        Optional<String> cluster = Optional.empty();
        Optional<String> brokerName = Optional.empty();
        SortedMap<Long, String> addresses = Collections.emptySortedMap();
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "cluster" -> cluster = cursor.text();
                case "brokerName" -> brokerName = cursor.text();
                case "brokerAddrs" -> addresses = BrokerEntry.readAddresses(cursor);
                default -> cursor.skip();
            }
        }
        return new BrokerMemberGroupBody(cluster, brokerName, addresses);
    }

    /** Appends the body in a dialect. */
    public void writeTo(ByteBuf out, JsonDialect dialect) {
        JsonWriter json = new JsonWriter(out, dialect);
        json.startObject();
        json.name("brokerMemberGroup").startObject();
        BrokerEntry.writeAddresses(addresses, json.name("brokerAddrs"));
        brokerName.ifPresent(name -> json.name("brokerName").value(name));
        cluster.ifPresent(name -> json.name("cluster").value(name));
        json.endObject();
        json.endObject();
    }
}
