package io.lodestar.server.insight;

import io.lodestar.protocol.body.ExplanationBody;
import io.lodestar.protocol.body.GroupExplanation;
import io.lodestar.protocol.body.QueueEntry;
import io.lodestar.registry.BrokerGroup;
import io.lodestar.registry.BrokerQueues;
import io.lodestar.registry.Member;
import io.lodestar.registry.Queues;
import io.lodestar.registry.TopicRoute;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says why a topic has no route, or why its route looks as it does. Thread-safe. */
final class Explanations {
    private static final int EVENTS = 20;
    private static final int READ = 4;
    private static final int WRITE = 2;

    private final Insight.Sources sources;
    private final Absence absence;
    private final Readiness readiness;
    private final Events events;

    Explanations(Insight.Sources sources, Absence absence, Readiness readiness, Events events) {
        this.sources = sources;
        this.absence = absence;
        this.readiness = readiness;
        this.events = events;
    }

    ExplanationBody of(String topic) {
        var settings = sources.configuration().current();
        var found = sources.registry().find(topic);
        var groups = found.map(TopicRoute::route).map(route -> route.brokers()).orElse(List.of());
        var order = sources.kv().orderConfig(topic);
        var reasons = new ArrayList<>(readiness.reasons(settings));
        found.ifPresentOrElse(
                route -> reasons.addAll(whole(route)),
                () -> absence.clause(topic).ifPresent(reasons::add));
        order.ifPresent(
                config -> reasons.add(
                        settings.get(Keys.ORDER_MESSAGE_ENABLE)
                                ? "order configuration is kept for it, and routes carry it"
                                : "order configuration is kept for it, but orderMessageEnable=false, so routes do not carry it"));
        var newest = events.of(topic, EVENTS);
        if (newest.more()) {
            reasons.add(
                    "only the newest part of the journal was searched for it here; ask for its events to see older ones");
        }
        return new ExplanationBody(
                topic,
                found.isPresent() && readiness.isReady(settings),
                reasons,
                groups.stream().map(group -> group(group, settings)).toList(),
                order,
                newest.events());
    }

    /** Returns what is to be said of each broker group that has a topic. */
    List<GroupExplanation> groups(TopicRoute found) {
        var settings = sources.configuration().current();
        return found.route().brokers().stream()
                .map(group -> group(group, settings))
                .toList();
    }

    private static List<String> whole(TopicRoute found) {
        var reasons = new ArrayList<String>();
        var groups = found.route().brokers();
        if (groups.stream().noneMatch(Explanations::isWritable)) {
            reasons.add("no broker group may be written to, so sends to it fail");
        }
        if (!found.mappings().isEmpty()) {
            reasons.add("it is a static topic: its queues are mapped on "
                    + String.join(", ", found.mappings().keySet()));
        }
        return reasons;
    }

    private static boolean isWritable(BrokerQueues group) {
        return (group.answered().permission() & WRITE) != 0 && group.answered().write() > 0;
    }

    private static GroupExplanation group(BrokerQueues broker, Settings settings) {
        var group = broker.group();
        var registered = broker.registered();
        return new GroupExplanation(
                group.cluster(),
                new QueueEntry(
                        group.name(),
                        registered.read(),
                        registered.write(),
                        registered.permission(),
                        registered.systemFlag()),
                broker.answered().permission(),
                group.master().map(Member::address),
                actingMaster(group, settings).map(Member::address),
                Optional.of(group.zone()).filter(zone -> !zone.isEmpty()),
                reasons(group, registered, settings));
    }

    private static Optional<Member> actingMaster(BrokerGroup group, Settings settings) {
        return Brokers.actingMaster(group).filter(member -> settings.get(Keys.SUPPORT_ACTING_MASTER));
    }

    private static List<String> reasons(BrokerGroup group, Queues registered, Settings settings) {
        var reasons = new ArrayList<String>();
        if (group.drained()) {
            reasons.add("it is drained: its write permission is withheld until somebody gives it back");
        }
        if (group.master().isEmpty()) {
            reasons.add(withoutMaster(group, settings));
        }
        if ((registered.permission() & WRITE) == 0) {
            reasons.add("its brokers themselves registered the topic without write permission");
        } else if (registered.write() == 0) {
            reasons.add("its brokers registered the topic without a queue to write to");
        }
        if ((registered.permission() & READ) == 0) {
            reasons.add("its brokers themselves registered the topic without read permission");
        } else if (registered.read() == 0) {
            reasons.add("its brokers registered the topic without a queue to read from");
        }
        if (!group.zone().isEmpty()) {
            reasons.add(
                    "it stands in zone " + group.zone()
                            + ": clients that ask for another zone are shown it only when it has no master, or when nothing else is left");
        }
        return reasons;
    }

    private static String withoutMaster(BrokerGroup group, Settings settings) {
        var nobodyWrites = "it has no master now, so its write permission is withheld";
        if (!group.actingMaster()) {
            return nobodyWrites;
        }
        return settings.get(Keys.SUPPORT_ACTING_MASTER)
                ? nobodyWrites + "; its slave with the smallest id is shown as the master, for reading"
                : nobodyWrites + "; its brokers would let a slave stand in, but supportActingMaster=false here";
    }
}
