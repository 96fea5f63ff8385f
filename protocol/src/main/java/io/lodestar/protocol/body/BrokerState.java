package io.lodestar.protocol.body;

import io.lodestar.protocol.json.JsonWriter;
import java.util.Optional;

/**
 * What a name server knows of one broker (code 24003). Times are lengths, by the name server's clock.
 *
 * @param haAddress where its slaves fetch from; empty when it did not say
 * @param lease how long it has been known, and will be
 * @param connection the address that its newest connection comes from; empty when it has none, as after a restart
 * @param role as routes show it: {@code MASTER}, {@code SLAVE}, {@code ACTING_MASTER} (a slave that stands in for a lost master) or
 *     {@code CANDIDATE} (in an election)
 * @param topics how many topics its broker group has
 * @param drained whether the write permission of its broker group is withheld
 */
public record BrokerState(
        String cluster,
        String brokerName,
        long brokerId,
        String address,
        Optional<String> haAddress,
        String role,
        Lease lease,
        Optional<String> connection,
        int topics,
        Optional<DataVersion> version,
        boolean drained) {
    /**
     * How long the broker has been and will be known.
     *
     * @param ageMillis since it took its seat, or since the name server restarted
     * @param lastReport what was heard of it last: {@code REGISTRATION}, {@code REPETITION} (a registration that changed nothing),
     *     {@code HEARTBEAT}, or {@code SNAPSHOT} (nothing since the restart)
     * @param silentMillis since then
     * @param lengthMillis how long it may be silent
     * @param leftMillis how long it may still be silent; below 0 when it is about to be dropped
     */
    public record Lease(long ageMillis, String lastReport, long silentMillis, long lengthMillis, long leftMillis) {
        private static final Lease NONE = new Lease(0, "", 0, 0, 0);

        private static Lease read(JsonCursor cursor) {
            long ageMillis = 0;
            String lastReport = "";
            long silentMillis = 0;
            long lengthMillis = 0;
            long leftMillis = 0;
            cursor.object();
            while (cursor.nextMember()) {
                switch (cursor.name()) {
                    case "ageMillis" -> ageMillis = cursor.int64();
                    case "lastReport" -> lastReport = cursor.text().orElse("");
                    case "silentMillis" -> silentMillis = cursor.int64();
                    case "lengthMillis" -> lengthMillis = cursor.int64();
                    case "leftMillis" -> leftMillis = cursor.int64();
                    default -> cursor.skip();
                }
            }
            return new Lease(ageMillis, lastReport, silentMillis, lengthMillis, leftMillis);
        }

        private void writeTo(JsonWriter json) {
            json.startObject();
            json.name("ageMillis").value(ageMillis);
            json.name("lastReport").value(lastReport);
            json.name("silentMillis").value(silentMillis);
            json.name("lengthMillis").value(lengthMillis);
            json.name("leftMillis").value(leftMillis);
            json.endObject();
        }
    }

    static BrokerState read(JsonCursor cursor) {
        String cluster = "";
        String brokerName = "";
        long brokerId = 0;
        String address = "";
        Optional<String> haAddress = Optional.empty();
        String role = "";
        var lease = Lease.NONE;
        Optional<String> connection = Optional.empty();
        int topics = 0;
        Optional<DataVersion> version = Optional.empty();
        boolean drained = false;
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "cluster" -> cluster = cursor.text().orElse("");
                case "brokerName" -> brokerName = cursor.text().orElse("");
                case "brokerId" -> brokerId = cursor.int64();
                case "address" -> address = cursor.text().orElse("");
                case "haAddress" -> haAddress = cursor.text();
                case "role" -> role = cursor.text().orElse("");
                case "lease" -> lease = Lease.read(cursor);
                case "connection" -> connection = cursor.text();
                case "topics" -> topics = cursor.int32();
                case "dataVersion" -> version = DataVersion.readNullable(cursor, 0);
                case "drained" -> drained = cursor.truth();
                default -> cursor.skip();
            }
        }
        return new BrokerState(
                cluster, brokerName, brokerId, address, haAddress, role, lease, connection, topics, version, drained);
    }

    void writeTo(JsonWriter json) {
        json.startObject();
        json.name("cluster").value(cluster);
        json.name("brokerName").value(brokerName);
        json.name("brokerId").value(brokerId);
        json.name("address").value(address);
        Members.text(json, "haAddress", haAddress);
        json.name("role").value(role);
        json.name("lease");
        lease.writeTo(json);
        Members.text(json, "connection", connection);
        json.name("topics").value(topics);
        version.ifPresent(known -> {
            json.name("dataVersion");
            known.writeTo(json);
        });
        json.name("drained").value(drained);
        json.endObject();
    }
}
