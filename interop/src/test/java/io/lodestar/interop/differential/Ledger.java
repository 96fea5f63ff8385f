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
    private final Set<BrokerKey> knownInFull = new HashSet<>();
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

    /** Notes that a broker has registered, and on which line. */
    void registered(Registration registration, String line) {
        BrokerKey broker = registration.broker();
        knownInFull.removeIf(other -> !other.equals(broker)
                && other.name().equals(broker.name())
                && (other.id() == broker.id() || other.address().equals(broker.address())));
        if (registration.namesItsBroker()) {
            knownInFull.add(broker);
        }
        Place place = new Place(broker.cluster(), broker.address());
        linesByPlace.keySet().removeIf(other -> other.address.equals(broker.address()));
        brokersByPlace.put(place, broker);
        linesByPlace.put(place, line);
    }

    /** Notes that somebody else has changed topics of the named broker. */
    void topicsChanged(String brokerName) {
        reports.keySet().removeIf(broker -> broker.name().equals(brokerName));
    }

    /** Notes that a broker has left. */
    void left(String address) {
        knownInFull.removeIf(broker -> broker.address().equals(address));
    }

    /** Returns whether a broker registered the topic of its own name, and nothing happened to its place since. */
    boolean isKnownInFull(BrokerKey broker) {
        return knownInFull.contains(broker);
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
        brokers.forEach(broker -> left(broker.address()));
        return brokers;
    }
}
