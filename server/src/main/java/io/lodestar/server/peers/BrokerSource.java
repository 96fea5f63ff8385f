package io.lodestar.server.peers;

import io.lodestar.registry.BrokerGroup;
import io.lodestar.registry.Drain;
import io.lodestar.registry.Member;
import io.lodestar.registry.Registry;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The broker groups, those that are drained and absent among them: a fact for each member, and what is said of the group. */
final class BrokerSource implements EntrySource {
    private final Registry registry;

    BrokerSource(Registry registry) {
        this.registry = registry;
    }

    @Override
    public Object version() {
        return registry.changes();
    }

    @Override
    public void each(Predicate<String> wanted, Hasher hasher, BiConsumer<String, Facts> reader) {
        var groups = new HashMap<String, SortedMap<String, String>>();
        registry.groups().values().forEach(group -> groups.put(group.name(), facts(group)));
        registry.drains().forEach(drain -> add(drain, groups));
        groups.forEach((name, facts) -> {
            if (wanted.test(name)) {
                reader.accept(name, Facts.of(facts, hasher));
            }
        });
    }

    private static SortedMap<String, String> facts(BrokerGroup group) {
        var facts = new TreeMap<String, String>();
        facts.put("cluster", group.cluster());
        if (!group.zone().isEmpty()) {
            facts.put("zone", group.zone());
        }
        if (group.actingMaster()) {
            facts.put("acting master", "wanted");
        }
        group.members().forEach((id, member) -> facts.put("broker " + id, text(member)));
        return facts;
    }

    private static String text(Member member) {
        return member.address()
                + (member.haAddress().isEmpty() ? "" : ", HA " + member.haAddress())
                + (member.filterServers().isEmpty() ? "" : ", filter servers " + member.filterServers());
    }

    private static void add(Drain drain, Map<String, SortedMap<String, String>> groups) {
        groups.computeIfAbsent(drain.brokerName(), absent -> new TreeMap<>())
                .put("drained", "in cluster " + drain.cluster());
    }
}
