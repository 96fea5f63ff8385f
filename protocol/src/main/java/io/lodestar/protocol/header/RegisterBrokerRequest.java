package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/**
 * Tells what a broker has; the body holds its topics (protocol 3.4, code 103).
 *
 * @param broker who registers
 * @param haServerAddress where its slaves replicate from
 * @param heartbeatTimeoutMillis after how long a silence it counts as gone
 * @param enableActingMaster whether a slave may stand in for its master; empty marks a broker before 5.0
 * @param compressed whether the body is deflated; brokers from 5.0 on say false even when it is
 * @param bodyCrc32 the CRC-32 of the body without its highest bit; 0 when it is not to be checked
 * @param zoneName the zone of the broker
 */
public record RegisterBrokerRequest(
        BrokerFields broker,
        Optional<String> haServerAddress,
        Optional<Long> heartbeatTimeoutMillis,
        Optional<Boolean> enableActingMaster,
        boolean compressed,
        int bodyCrc32,
        Optional<String> zoneName) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static RegisterBrokerRequest from(ExtFields fields) {
        return new RegisterBrokerRequest(
                BrokerFields.from(fields),
                fields.text("haServerAddr"),
                fields.number("heartbeatTimeoutMillis"),
                fields.flag("enableActingMaster"),
                fields.flag("compressed").orElse(false),
                bodyCrc32Of(fields),
                fields.text("__ZONE_NAME"));
    }

    /** Returns the same without its checksum, which says nothing that the body does not. */
    public RegisterBrokerRequest withoutChecksum() {
        return new RegisterBrokerRequest(
                broker, haServerAddress, heartbeatTimeoutMillis, enableActingMaster, compressed, 0, zoneName);
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return broker.addTo(ExtFields.builder())
                .with("haServerAddr", haServerAddress)
                .with("heartbeatTimeoutMillis", heartbeatTimeoutMillis)
                .with("enableActingMaster", enableActingMaster)
                .with("compressed", compressed)
                .with("bodyCrc32", bodyCrc32)
                .with("__ZONE_NAME", zoneName)
                .build();
    }

    private static int bodyCrc32Of(ExtFields fields) {
        return fields.number("bodyCrc32")
                .filter(number -> number == number.intValue())
                .orElse(0L)
                .intValue();
    }
}
