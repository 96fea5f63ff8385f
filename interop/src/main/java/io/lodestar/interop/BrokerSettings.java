package io.lodestar.interop;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What tells one broker from another.
 *
 * @param release whose program it runs
 * @param name of the broker group
 * @param id 0 for a master
 * @param nameServers addresses, separated by semicolons; empty for a broker that asks an address service
 * @param more lines of its property file beyond what all our brokers have; those of {@code tls.} become system properties, as which alone they count
 */
record BrokerSettings(Release release, String name, long id, String nameServers, Map<String, String> more) {
    static final String CLUSTER = "lodestar-interop";

    /** A 5.x slave must be allowed to serve consumers; a 4.x one always does. */
    private static final Map<String, String> SLAVE = Map.of("brokerRole", "SLAVE", "slaveReadEnable", "true");

    BrokerSettings {
        more = Map.copyOf(more);
    }

    static BrokerSettings master(Release release, String name, String nameServers) {
        return new BrokerSettings(release, name, 0, nameServers, Map.of());
    }

    static BrokerSettings slave(Release release, String name, String nameServers) {
        return new BrokerSettings(release, name, 1, nameServers, SLAVE);
    }

    BrokerSettings with(String key, String value) {
        var extended = new LinkedHashMap<>(more);
        extended.put(key, value);
        return new BrokerSettings(release, name, id, nameServers, extended);
    }

    /** Name of the process and of its files. */
    String label() {
        return name + "-" + id + "-" + release.version();
    }
}
