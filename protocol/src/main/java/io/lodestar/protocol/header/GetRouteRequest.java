package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/**
 * Asks where a topic lives (protocol 3.6, code 105).
 *
 * @param topic the topic
 * @param acceptStandardJsonOnly whether the sender cannot read the legacy dialect, whatever its version
 * @param zone the zone to which the answer is to be limited (protocol 4.6)
 */
public record GetRouteRequest(Optional<String> topic, boolean acceptStandardJsonOnly, Optional<String> zone) {
    private static final String ZONE_MODE = "__ZONE_MODE";
    private static final String ZONE_NAME = "__ZONE_NAME";

    /** Reads the fields; what is missing or does not parse is empty. */
    public static GetRouteRequest from(ExtFields fields) {
        return new GetRouteRequest(fields.text("topic"), fields.isTrue("acceptStandardJsonOnly"), zoneOf(fields));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder()
                .with("topic", topic)
                .with("acceptStandardJsonOnly", acceptStandardJsonOnly)
                .with(ZONE_MODE, zone.map(name -> true))
                .with(ZONE_NAME, zone)
                .build();
    }

    private static Optional<String> zoneOf(ExtFields fields) {
        return fields.isTrue(ZONE_MODE) ? fields.text(ZONE_NAME).filter(name -> !name.isBlank()) : Optional.empty();
    }
}
