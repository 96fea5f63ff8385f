package io.lodestar.server.insight;

import io.lodestar.protocol.body.BrokerState;
import io.lodestar.protocol.body.BrokerStatesBody;
import io.lodestar.protocol.body.DataVersion;
import io.lodestar.protocol.body.DrainEntry;
import io.lodestar.registry.BrokerGroup;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.registry.Member;
import io.lodestar.registry.Presence;
import io.lodestar.server.config.Keys;
import io.lodestar.transport.Addresses;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/** Composes what is known of each broker. Confined to one answer. */
final class Brokers {
    private final Insight.Sources sources;
    private final Callers callers;
    private final SortedMap<String, BrokerGroup> groups;
    private final boolean actingMasters;

    Brokers(Insight.Sources sources, Callers callers) {
        this.sources = sources;
        this.callers = callers;
        this.groups = sources.registry().groups();
        this.actingMasters = sources.configuration().current().get(Keys.SUPPORT_ACTING_MASTER);
    }

    BrokerStatesBody states() {
        var brokers = sources.registry().presences().stream().map(this::state).toList();
        var drains = sources.registry().drains().stream()
                .map(drain -> new DrainEntry(drain.cluster(), drain.brokerName()))
                .toList();
        return new BrokerStatesBody(brokers, drains);
    }

    List<BrokerFacts> facts(List<Presence> presences, Predicate<BrokerIdentity> wanted, Conflicts conflicts) {
        return presences.stream()
                .filter(presence -> wanted.test(presence.broker()))
                .map(presence -> new BrokerFacts(
                        state(presence),
                        Optional.ofNullable(groups.get(presence.broker().brokerName()))
                                .map(BrokerGroup::zone)
                                .filter(zone -> !zone.isEmpty()),
                        presence.connection(),
                        callers.find(presence.connection()),
                        conflicts.of(presence.broker().brokerName())))
                .toList();
    }

    /** A broker that came or went meanwhile is in one of the two tables only. */
    private BrokerState state(Presence presence) {
        var broker = presence.broker();
        var group = Optional.ofNullable(groups.get(broker.brokerName()));
        var member = group.flatMap(known -> Optional.ofNullable(known.members().get(broker.brokerId())));
        return new BrokerState(
                broker.cluster(),
                broker.brokerName(),
                broker.brokerId(),
                presence.address(),
                member.map(Member::haAddress).filter(address -> !address.isEmpty()),
                group.map(known -> role(known, broker.brokerId(), actingMasters))
                        .orElse("SLAVE"),
                lease(presence),
                callers.find(presence.connection())
                        .map(line -> Addresses.text(line.connection().remoteAddress())),
                presence.topics(),
                presence.version()
                        .map(version ->
                                new DataVersion(version.stateVersion(), version.timestamp(), version.counter())),
                group.map(BrokerGroup::drained).orElse(false));
    }

    private static BrokerState.Lease lease(Presence presence) {
        long lengthMillis = millis(presence.lease());
        long silentMillis = millis(presence.silence());
        return new BrokerState.Lease(
                millis(presence.age()),
                presence.last().name(),
                silentMillis,
                lengthMillis,
                lengthMillis - silentMillis);
    }

    /** A broker may ask for a lease of any length, also for one that nobody can count. */
    private static long millis(Duration duration) {
        long seconds = duration.getSeconds();
        long most = Long.MAX_VALUE / 4_000;
        return Math.max(-most, Math.min(most, seconds)) * 1_000 + duration.toMillisPart();
    }

    /** Returns what routes show a broker as. */
    static String role(BrokerGroup group, long brokerId, boolean actingMasters) {
        if (brokerId == Member.MASTER) {
            return "MASTER";
        }
        if (brokerId < Member.MASTER) {
            return "CANDIDATE";
        }
        boolean acting = actingMasters
                && actingMaster(group)
                        .filter(member -> member.brokerId() == brokerId)
                        .isPresent();
        return acting ? "ACTING_MASTER" : "SLAVE";
    }

    /** Returns the slave that stands in for the lost master of a group whose brokers want that; empty if none does. */
    static Optional<Member> actingMaster(BrokerGroup group) {
        return group.actingMaster() && group.master().isEmpty() ? group.smallest() : Optional.empty();
    }
}
