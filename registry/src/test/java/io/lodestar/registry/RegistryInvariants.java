package io.lodestar.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What must hold inside a registry whenever no write is under way. */
final class RegistryInvariants {
    private RegistryInvariants() {}

    static void check(Registry registry) {
        groupsHaveMembers(registry);
        membersAndSessionsPairUp(registry.groups(), registry.sessions);
        layoutsAreInterned(registry.topics.layouts());
        layoutsCountTheirTopics(registry);
        routesFollowTheGroups(registry);
        mappingsHavePlacements(registry);
    }

    private static void groupsHaveMembers(Registry registry) {
        registry.groups().forEach((name, group) -> {
            assertThat(group.name()).as("name of the group kept as %s", name).isEqualTo(name);
            assertThat(group.members()).as("members of group %s", name).isNotEmpty();
            assertThat(group.clusters()).as("clusters of group %s", name).contains(group.cluster());
            group.members()
                    .forEach((id, member) -> assertThat(member.brokerId()).isEqualTo(id));
            assertThat(group.members().values().stream().map(Member::address))
                    .as("addresses in group %s", name)
                    .doesNotHaveDuplicates();
        });
    }

    private static void membersAndSessionsPairUp(Map<String, BrokerGroup> groups, SessionTable sessions) {
        var members = new TreeSet<String>();
        groups.forEach((name, group) -> group.members()
                .values()
                .forEach(member -> members.add(name + "/" + member.brokerId() + "@" + member.address())));
        var sessionsByMember = new HashMap<String, Session>();
        for (var session : sessions.all()) {
            var broker = session.broker();
            var twin = sessionsByMember.put(
                    broker.brokerName() + "/" + broker.brokerId() + "@" + session.address(), session);
            assertThat(twin).as("second session of %s", broker).isNull();
            assertThat(sessions.of(broker.brokerName(), broker.brokerId())).containsSame(session);
            assertThat(sessions.on(session.connection()))
                    .as("sessions on the connection of %s", broker)
                    .contains(session);
            assertThat(sessions.all()).containsAll(sessions.on(session.connection()));
            assertThat(sessions.find(session.brokerAddress()))
                    .as("session found at the address of %s", broker)
                    .matches(found -> found.isEmpty() || sessions.all().contains(found.get()), "is open");
        }
        assertThat(sessionsByMember.keySet()).as("members that have a session").isEqualTo(members);
    }

    private static void layoutsAreInterned(List<Layout> layouts) {
        assertThat(layouts.stream().map(Layout::placements))
                .as("placements of the layouts in the pool")
                .doesNotHaveDuplicates();
        for (var layout : layouts) {
            assertThat(layout.placements().stream().map(Placement::brokerName))
                    .as("broker names of a layout")
                    .isNotEmpty()
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    private static void layoutsCountTheirTopics(Registry registry) {
        var topicsByRoute = new IdentityHashMap<Route, Integer>();
        for (var topic : registry.topics()) {
            topicsByRoute.merge(registry.find(topic).orElseThrow().route(), 1, Integer::sum);
        }
        for (var layout : registry.topics.layouts()) {
            assertThat(layout.topics())
                    .as("topics that layout %s counts, against those that point at it", layout.placements())
                    .isPositive()
                    .isEqualTo(topicsByRoute.remove(layout.route()));
        }
        assertThat(topicsByRoute.values())
                .as("numbers of topics whose layout is not the pooled one")
                .isEmpty();
    }

    private static void routesFollowTheGroups(Registry registry) {
        for (var layout : registry.topics.layouts()) {
            var expected = layout.placements().stream()
                    .map(placement -> new BrokerQueues(registry.groups.get(placement.brokerName()), placement.queues()))
                    .toList();
            assertThat(layout.route().brokers()).as("route of a layout").isEqualTo(expected);
        }
    }

    private static void mappingsHavePlacements(Registry registry) {
        for (var topic : registry.topics()) {
            var found = registry.find(topic).orElseThrow();
            var brokerNames = found.route().brokers().stream()
                    .map(broker -> broker.group().name())
                    .toList();
            assertThat(brokerNames)
                    .as("brokers of static topic %s", topic)
                    .containsAll(found.mappings().keySet());
        }
    }
}
