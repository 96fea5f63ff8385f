package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;

/** Asks whether the name server has a broker's current data, and keeps the broker alive (protocol 3.10, code 322). */
public record QueryDataVersionRequest(BrokerFields broker) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static QueryDataVersionRequest from(ExtFields fields) {
        return new QueryDataVersionRequest(BrokerFields.from(fields));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return broker.addTo(ExtFields.builder()).build();
    }
}
