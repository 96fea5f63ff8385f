package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;

/** Takes a broker off the route table (protocol 3.5, code 104). */
public record UnregisterBrokerRequest(BrokerFields broker) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static UnregisterBrokerRequest from(ExtFields fields) {
        return new UnregisterBrokerRequest(BrokerFields.from(fields));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return broker.addTo(ExtFields.builder()).build();
    }
}
