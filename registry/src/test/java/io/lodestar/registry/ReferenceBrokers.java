package io.lodestar.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Who is there, in the reference: brokers in the order of their registrations, and what is known of their names. */
final class ReferenceBrokers {
    final List<ReferenceBroker> all = new ArrayList<>();
    final Map<String, Name> names = new TreeMap<>();
    final SortedSet<Drain> drains = new TreeSet<>();

    /** What the last accepted registration said of a broker name. */
    record Name(String cluster, String zone, boolean acting) {}

    Optional<ReferenceBroker> find(Predicate<ReferenceBroker> wanted) {
        return all.stream().filter(wanted).findFirst();
    }

    List<ReferenceBroker> membersOf(String name) {
        return all.stream()
                .filter(broker -> broker.name().equals(name))
                .sorted(Comparator.comparingLong(ReferenceBroker::id))
                .toList();
    }

    Optional<ReferenceBroker> occupant(String name, long id) {
        return find(broker -> broker.name().equals(name) && broker.id() == id);
    }

    Optional<ReferenceBroker> memberAt(String name, String address) {
        return find(broker -> broker.name().equals(name) && broker.address.equals(address));
    }

    /** The broker with the smallest id; candidates do not count. */
    Optional<ReferenceBroker> smallest(String name) {
        return membersOf(name).stream().filter(broker -> broker.id() >= 0).findFirst();
    }

    Optional<String> masterAddress(String name) {
        return occupant(name, 0).map(broker -> broker.address);
    }

    List<String> addresses(String name) {
        return membersOf(name).stream().map(broker -> broker.address).toList();
    }

    Name facts(String name) {
        return Optional.ofNullable(names.get(name)).orElseThrow();
    }

    boolean isDrained(String name) {
        return drains.contains(new Drain(facts(name).cluster(), name));
    }

    SortedMap<Long, Member> members(String name) {
        var members = new TreeMap<Long, Member>();
        membersOf(name).forEach(broker -> members.put(broker.id(), broker.member));
        return members;
    }

    BrokerGroup group(String name) {
        var facts = facts(name);
        return new BrokerGroup(name, facts.cluster(), members(name), facts.zone(), facts.acting(), isDrained(name));
    }
}
