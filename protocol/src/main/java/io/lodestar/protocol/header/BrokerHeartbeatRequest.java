package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/** Keeps a broker alive (protocol 3.11, code 904). All but {@code broker} is meant for the controller. */
public record BrokerHeartbeatRequest(
        BrokerFields broker,
        Optional<Long> epoch,
        Optional<Long> maxOffset,
        Optional<Long> confirmOffset,
        Optional<Long> heartbeatTimeoutMillis,
        Optional<Long> electionPriority) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static BrokerHeartbeatRequest from(ExtFields fields) {
        return new BrokerHeartbeatRequest(
                BrokerFields.from(fields),
                fields.number("epoch"),
                fields.number("maxOffset"),
                fields.number("confirmOffset"),
                fields.number("heartbeatTimeoutMills"),
                fields.number("electionPriority"));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return broker.addTo(ExtFields.builder())
                .with("epoch", epoch)
                .with("maxOffset", maxOffset)
                .with("confirmOffset", confirmOffset)
                .with("heartbeatTimeoutMills", heartbeatTimeoutMillis) // the wire spells it so
                .with("electionPriority", electionPriority)
                .build();
    }
}
