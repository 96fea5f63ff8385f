package io.lodestar.bench.workload;

import io.lodestar.protocol.header.BrokerFields;
import io.lodestar.protocol.header.RegisterBrokerRequest;
import java.util.Optional;

/** One broker, without what it has. */
record Seat(String cluster, String name, String address, Optional<String> zone) {
    /** Longer than any run: a server that waits for its turn must not forget its brokers. */
    private static final long HEARTBEAT_TIMEOUT_MILLIS = 3_600_000;

    /** What it says of itself when it registers a body with this checksum. */
    RegisterBrokerRequest request(int bodyCrc32) {
        return new RegisterBrokerRequest(
                new BrokerFields(Optional.of(cluster), Optional.of(name), Optional.of(address), Optional.of(0L)),
                Optional.of(address),
                Optional.of(HEARTBEAT_TIMEOUT_MILLIS),
                Optional.of(false),
                false,
                bodyCrc32,
                zone);
    }
}
