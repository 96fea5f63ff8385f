package io.lodestar.protocol.body;

import io.lodestar.protocol.json.JsonWriter;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A broker group as routes and cluster information show it (protocol 3.3, 3.6).
 *
 * @param cluster empty when the wire names none
 * @param brokerName empty when the wire names none
 * @param addresses broker id to {@code host:port}; id 0 is the master
 */
public record BrokerEntry(
        String cluster,
        String brokerName,
        SortedMap<Long, String> addresses,
        Optional<String> zoneName,
        boolean enableActingMaster) {
    /** Copies the addresses. */
    public BrokerEntry {
        addresses = Copies.sorted(addresses);
    }

    static BrokerEntry read(JsonCursor cursor) {
        String cluster = "";
        String brokerName = "";
        SortedMap<Long, String> addresses = Collections.emptySortedMap();
        Optional<String> zoneName = Optional.empty();
        boolean enableActingMaster = false;
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "cluster" -> cluster = cursor.text().orElse("");
                case "brokerName" -> brokerName = cursor.text().orElse("");
                case "brokerAddrs" -> addresses = readAddresses(cursor);
                case "zoneName" -> zoneName = cursor.text();
                case "enableActingMaster" -> enableActingMaster = cursor.truth();
                default -> cursor.skip();
            }
        }
        return new BrokerEntry(cluster, brokerName, addresses, zoneName, enableActingMaster);
    }

    void writeTo(JsonWriter json) {
        json.startObject();
        writeAddresses(addresses, json.name("brokerAddrs"));
        json.name("brokerName").value(brokerName);
        json.name("cluster").value(cluster);
        json.name("enableActingMaster").value(enableActingMaster);
        zoneName.ifPresent(zone -> json.name("zoneName").value(zone));
        json.endObject();
    }

    /** Reads addresses by broker id, as groups of members have them too. */
    static SortedMap<Long, String> readAddresses(JsonCursor cursor) {
        var addresses = new TreeMap<Long, String>();
        if (cursor.objectUnlessNull()) {
            while (cursor.nextEntry()) {
                long brokerId = cursor.numericName();
                cursor.text().ifPresent(address -> addresses.put(brokerId, address));
            }
        }
        return addresses;
    }

    static void writeAddresses(SortedMap<Long, String> addresses, JsonWriter json) {
        json.startObject();
        addresses.forEach((brokerId, address) -> json.name(brokerId).value(address));
        json.endObject();
    }
}
