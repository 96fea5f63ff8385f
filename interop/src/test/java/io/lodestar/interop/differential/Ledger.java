package io.lodestar.interop.differential;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the brokers of a run remember: an honest broker registers under a new data version whenever its topics are not what
 * it registered last, or somebody else has changed them on the name server since. Confined to one thread.
 */
final class Ledger {
    private record Reported(List<Object> essence, DataVersion version) {}

    private record Place(String cluster, String address) {}

    private final Map<BrokerKey, Reported> reports = new HashMap<>();
    private final Map<BrokerKey, DataVersion> versions = new HashMap<>();
    private final Map<Place, BrokerKey> brokersByPlace = new HashMap<>();
    private final Map<Place, String> linesByPlace = new HashMap<>();
    private long changes;

    /** Returns the version under which a broker honestly registers. */
    DataVersion version(Registration registration) {
        BrokerKey broker = registration.broker();
        Reported last = reports.get(broker);
        if (last != null && last.essence.equals(registration.essence())) {
            return last.version;
        }
        DataVersion version = DataVersion.of(registration.toldStateVersion(), ++changes);
        boolean undisputed =
                !reports.entrySet().removeIf(other -> isOvertaken(other.getKey(), other.getValue(), registration));
        if (undisputed && !registration.flaw().leavesTheTimeToTheServer()) {
            reports.put(broker, new Reported(registration.essence(), version));
        }
        versions.put(broker, version);
        return version;
    }

    /** Returns whether a report no longer stands: its broker calls itself otherwise now, or its topics were told otherwise. */
    private static boolean isOvertaken(BrokerKey broker, Reported report, Registration now) {
        return broker.address().equals(now.broker().address())
                || (broker.name().equals(now.broker().name()) && !report.essence.equals(now.essence()));
    }

    /** Returns the version that a broker has registered last. */
    Optional<DataVersion> lastVersion(BrokerKey broker) {
        return Optional.ofNullable(versions.get(broker));
    }

    /** Notes on which line a broker has registered. */
    void registered(BrokerKey broker, String line) {
        Place place = new Place(broker.cluster(), broker.address());
        linesByPlace.keySet().removeIf(other -> other.address.equals(broker.address()));
        brokersByPlace.put(place, broker);
        linesByPlace.put(place, line);
    }

    /** Notes that somebody else has changed topics of the named broker. */
    void topicsChanged(String brokerName) {
        reports.keySet().removeIf(broker -> broker.name().equals(brokerName));
    }

    /** Returns the brokers whose registration came on a line, and forgets that it did. */
    Set<BrokerKey> hungUp(String line) {
        Set<BrokerKey> brokers = new HashSet<>();
        linesByPlace.forEach((place, owner) -> {
            BrokerKey broker = brokersByPlace.get(place);
            if (owner.equals(line) && broker != null) {
                brokers.add(broker);
            }
        });
        linesByPlace.values().removeIf(line::equals);
        return brokers;
    }
}
