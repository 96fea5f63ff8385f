package io.lodestar.registry;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What must hold inside a registry whenever no write is under way. Checked thousands of times a second, hence without AssertJ. */
final class RegistryInvariants {
    private RegistryInvariants() {}

    static void check(Registry registry) {
        groupsHaveMembers(registry);
        membersAndSessionsPairUp(registry);
        layoutsAreInterned(registry.tables.topics.layouts());
        layoutsCountTheirTopics(registry);
        groupsCountTheirTopics(registry);
        routesFollowTheGroups(registry);
        mappingsHavePlacements(registry);
    }

    private static void groupsHaveMembers(Registry registry) {
        registry.groups().forEach((name, group) -> {
            same("name of a group", name, group.name());
            require(!group.members().isEmpty(), "no members in group ", name);
            var addresses = new HashSet<String>();
            group.members().forEach((id, member) -> {
                same("id of the member kept under it", id, member.brokerId());
                require(addresses.add(member.address()), "one address twice in group ", group);
            });
        });
    }

    private static void membersAndSessionsPairUp(Registry registry) {
        var sessions = registry.tables.sessions;
        var open = new HashSet<>(sessions.all());
        registry.groups()
                .forEach((name, group) -> group.members().forEach((id, member) -> {
                    var session = sessions.of(name, id).orElseThrow(() -> broken("no session of ", member));
                    same("address of a session", member.address(), session.address());
                    require(open.remove(session), "no open session of ", member);
                }));
        require(open.isEmpty(), "sessions without a member: ", open);
        for (var session : sessions.all()) {
            require(
                    session.connection() == Session.NO_CONNECTION || sessions.isBound(session),
                    "not on its connection: ",
                    session.broker());
            require(!session.hold().ended(), "ended, but in its seat: ", session.broker());
            require(
                    sessions.find(session.brokerAddress())
                            .filter(found -> !sessions.all().contains(found))
                            .isEmpty(),
                    "ended session at the address of ",
                    session.broker());
        }
    }

    private static void layoutsAreInterned(List<Layout> layouts) {
        var seen = new HashSet<List<Placement>>();
        for (var layout : layouts) {
            var names = layout.placements().stream().map(Placement::brokerName).toList();
            require(!names.isEmpty(), "layout without placements", "");
            same("broker names of a layout", names.stream().distinct().sorted().toList(), names);
            require(seen.add(layout.placements()), "two layouts with ", layout.placements());
        }
    }

    private static void layoutsCountTheirTopics(Registry registry) {
        var topicsByRoute = new IdentityHashMap<Route, Integer>();
        for (var topic : registry.topics()) {
            topicsByRoute.merge(registry.find(topic).orElseThrow().route(), 1, Integer::sum);
        }
        for (var layout : registry.tables.topics.layouts()) {
            int pointing = Objects.requireNonNullElse(topicsByRoute.remove(route(registry, layout)), 0);
            require(pointing > 0, "no topic points at layout ", layout.placements());
            same("topics counted by a layout", pointing, layout.topics());
        }
        require(topicsByRoute.isEmpty(), "topics whose layout is not in the pool: ", topicsByRoute.values());
    }

    private static void routesFollowTheGroups(Registry registry) {
        for (var layout : registry.tables.topics.layouts()) {
            var expected = layout.placements().stream()
                    .map(placement ->
                            new BrokerQueues(registry.tables.groups.get(placement.brokerName()), placement.queues()))
                    .toList();
            same("route of a layout", expected, route(registry, layout).brokers());
        }
    }

    private static Route route(Registry registry, Layout layout) {
        return layout.route(registry.tables.groups).orElseThrow(() -> broken("no route of ", layout.placements()));
    }

    private static void groupsCountTheirTopics(Registry registry) {
        var counted = new TreeMap<String, Integer>();
        for (var layout : registry.tables.topics.layouts()) {
            layout.brokerNames().forEach(name -> counted.merge(name, layout.topics(), Integer::sum));
        }
        for (var name : registry.groups().keySet()) {
            same("topics of " + name, counted.getOrDefault(name, 0), registry.tables.topics.count(name));
        }
    }

    private static void mappingsHavePlacements(Registry registry) {
        for (var topic : registry.topics()) {
            var found = registry.find(topic).orElseThrow();
            Set<String> names = new HashSet<>(found.mappings().keySet());
            found.route()
                    .brokers()
                    .forEach(broker -> names.remove(broker.group().name()));
            require(names.isEmpty(), "mappings without queues on ", names);
        }
    }

    private static void same(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw broken(what + ": expected " + expected + " but was ", actual);
        }
    }

    private static void require(boolean holds, String complaint, Object about) {
        if (!holds) {
            throw broken(complaint, about);
        }
    }

    private static AssertionError broken(String complaint, Object about) {
        return new AssertionError(complaint + about);
    }
}
