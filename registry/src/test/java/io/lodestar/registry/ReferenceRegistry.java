package io.lodestar.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the registry is to do, written from decisions 2, 4, 5 and 7 to 11 in the plainest way: one list of brokers and a few maps, every
 * answer computed from scratch. It counts time from zero in durations, so it knows nothing of a clock that overflows.
 */
final class ReferenceRegistry implements Subject {
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration STALL = Duration.ofSeconds(1);

    final ReferenceBrokers brokers = new ReferenceBrokers();
    final ReferenceNews news;
    ReferenceTopics topics;
    Duration now = Duration.ZERO;
    Duration lastTick = Duration.ZERO;
    private Duration stalled = Duration.ZERO;
    private Optional<Kept> kept = Optional.empty();
    private final Tally tally;

    ReferenceRegistry(Tally tally) {
        this.tally = tally;
        this.news = new ReferenceNews(tally);
        this.topics = new ReferenceTopics(tally);
    }

    /** All that survives a restart, beside the drains. */
    private record Kept(
            List<ReferenceBroker> brokers, Map<String, ReferenceBrokers.Name> names, ReferenceTopics topics) {}

    /** Lease time. */
    Duration leaseTime() {
        return now.minus(stalled);
    }

    @Override
    public Picture.Answer register(Registration said) {
        lookAtTheClock();
        return news.answer(new ReferenceRegistration(this, said, tally).outcome());
    }

    private void lookAtTheClock() {
        var pause = now.minus(lastTick);
        lastTick = now;
        if (pause.compareTo(STALL) > 0) {
            stalled = stalled.plus(pause.minus(TICK));
            tally.happened(Occurrence.STALL_FORGIVEN);
        }
    }

    @Override
    public Picture.Answer renew(BrokerReport report) {
        var found = brokers.all.stream()
                .filter(broker -> broker.isAt(report.address()) && !broker.superseded)
                .findFirst();
        found.ifPresent(broker -> renew(broker, report));
        return news.answer(found.map(ReferenceBroker::picture));
    }

    private void renew(ReferenceBroker broker, BrokerReport report) {
        broker.tellReturn(news, tally, leaseTime());
        tally.happened(Occurrence.VERIFIED_BY_HEARTBEAT, !broker.verified);
        broker.report(leaseTime());
        boolean namesOther =
                report.brokerName().filter(name -> !name.equals(broker.name())).isPresent();
        boolean newer =
                broker.connection.filter(held -> held >= report.connection()).isEmpty();
        tally.happened(Occurrence.NOT_BOUND_BY_OTHER_NAME, newer && namesOther);
        tally.happened(Occurrence.NOT_BOUND_TO_OLDER_CONNECTION, broker.isAheadOf(report.connection()));
        if (newer && !namesOther) {
            tally.happened(Occurrence.BOUND_TO_NEWER_CONNECTION);
            broker.connection = Optional.of(report.connection());
        }
    }

    @Override
    public Picture.Answer unregister(BrokerIdentity identity, String address, long connection) {
        Predicate<ReferenceBroker> meant = broker -> broker.name().equals(identity.brokerName())
                && broker.identity.cluster().equals(identity.cluster())
                && broker.address.equals(address);
        tally.happened(
                Occurrence.GOODBYE_TOO_OLD,
                brokers.find(meant.and(broker -> broker.isAheadOf(connection))).isPresent());
        tally.happened(
                Occurrence.UNREGISTERED,
                brokers.find(meant.and(broker -> !broker.isAheadOf(connection))).isPresent());
        var answer = depart(meant.and(broker -> !broker.isAheadOf(connection)), Change.Reason.UNREGISTERED);
        boolean overtaken = brokers.find(meant).isPresent();
        return overtaken ? news.answer(new Picture.Leaving(List.of(), List.of(), true)) : answer;
    }

    @Override
    public Picture.Answer connectionsLost(List<Long> connections) {
        Predicate<ReferenceBroker> held =
                broker -> broker.connection.filter(connections::contains).isPresent();
        long lost = brokers.all.stream().filter(held).count();
        tally.happened(Occurrence.CONNECTION_LOST, lost > 0);
        tally.happened(Occurrence.SEVERAL_BROKERS_ON_LOST_CONNECTION, lost > 1 && connections.size() == 1);
        return depart(held, Change.Reason.CONNECTION_LOST);
    }

    @Override
    public Picture.Answer expire() {
        lookAtTheClock();
        for (var broker : brokers.all) {
            if (broker.isOverdue(leaseTime())) {
                tally.happened(broker.verified ? Occurrence.EXPIRED : Occurrence.EXPIRED_UNVERIFIED);
            }
        }
        news.topics(topics.tick(leaseTime()));
        return depart(broker -> broker.isOverdue(leaseTime()), Change.Reason.EXPIRED);
    }

    private Picture.Answer depart(Predicate<ReferenceBroker> goes, Change.Reason reason) {
        var leaving = brokers.all.stream().filter(goes).toList();
        if (leaving.isEmpty()) {
            return news.answer(Picture.Leaving.NOBODY);
        }
        var smallestBefore = new TreeMap<String, Optional<ReferenceBroker>>();
        var mastersBefore = new HashMap<String, Optional<String>>();
        for (var broker : leaving) {
            news.tell(new Change.Left(broker.identity, broker.address, reason));
            smallestBefore.put(broker.name(), brokers.smallest(broker.name()));
            mastersBefore.put(broker.name(), brokers.masterAddress(broker.name()));
        }
        brokers.all.removeAll(leaving);
        var minimums = new ArrayList<MinBrokerIdChange>();
        smallestBefore.forEach((name, before) -> {
            news.master(name, mastersBefore.getOrDefault(name, Optional.empty()), brokers.masterAddress(name));
            before.filter(leaving::contains)
                    .flatMap(gone -> leftNews(name, gone))
                    .ifPresent(minimums::add);
            news.forgetConflicts(name);
        });
        removeEmpty(smallestBefore.keySet());
        tally.happened(Occurrence.SMALLEST_ID_LEFT, !minimums.isEmpty());
        return news.answer(new Picture.Leaving(
                leaving.stream().map(ReferenceBroker::picture).toList(), minimums, false));
    }

    private Optional<MinBrokerIdChange> leftNews(String name, ReferenceBroker gone) {
        return brokers.smallest(name)
                .filter(broker -> brokers.facts(name).acting())
                .map(broker ->
                        new MinBrokerIdChange(name, broker.member, Optional.of(gone.address), brokers.addresses(name)));
    }

    private void removeEmpty(Set<String> names) {
        var empty = new HashSet<>(names);
        empty.removeIf(name -> !brokers.membersOf(name).isEmpty());
        if (!empty.isEmpty()) {
            tally.happened(Occurrence.DRAIN_KEPT_IN_ABSENCE, empty.stream().anyMatch(brokers::isDrained));
            brokers.names.keySet().removeAll(empty);
            var lost = topics.removeGroups(empty);
            tally.happened(Occurrence.TOPIC_LOST_WITH_LAST_GROUP, !lost.isEmpty());
            news.topics(lost);
        }
    }

    // What people do

    @Override
    public Picture.Answer wipeWritePermission(String name) {
        if (brokers.names.containsKey(name)) {
            tally.happened(Occurrence.DRAINED);
            brokers.drains.add(new Drain(brokers.facts(name).cluster(), name));
        }
        return news.answer(topics.of(name).size());
    }

    @Override
    public Picture.Answer restoreWritePermission(String name) {
        tally.happened(
                Occurrence.DRAIN_LIFTED,
                brokers.drains.removeIf(drain -> drain.brokerName().equals(name)));
        return news.answer(topics.of(name).size());
    }

    @Override
    public Picture.Answer putTopic(String topic, List<Placement> placements) {
        var known = placements.stream()
                .takeWhile(placement -> brokers.names.containsKey(placement.brokerName()))
                .toList();
        if (known.size() == placements.size() || topics.queues.containsKey(topic)) {
            news.topics(topics.put(topic, known, leaseTime()));
        }
        return news.answer("");
    }

    @Override
    public Picture.Answer deleteTopic(String topic) {
        return delete(topic, name -> true);
    }

    @Override
    public Picture.Answer deleteTopic(String topic, String cluster) {
        return delete(topic, name -> brokers.facts(name).cluster().equals(cluster));
    }

    private Picture.Answer delete(String topic, Predicate<String> where) {
        var versions = new HashMap<String, Optional<DataVersion>>();
        brokers.names.keySet().stream()
                .filter(where)
                .forEach(name -> versions.put(name, brokers.smallest(name).flatMap(broker -> broker.version)));
        return news.answer(topics.delete(topic, versions, leaseTime()));
    }

    // Time and restarts

    @Override
    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public void keepSnapshot() {
        kept = Optional.of(snapshot());
    }

    private Kept snapshot() {
        return new Kept(List.copyOf(brokers.all), Map.copyOf(brokers.names), topics.snapshot());
    }

    @Override
    public void restart(Memory memory) {
        var known = switch (memory) {
            case LATEST -> Optional.of(snapshot());
            case OLDER -> kept;
            case NOTHING -> Optional.<Kept>empty();
        };
        brokers.all.clear();
        brokers.names.clear();
        topics = new ReferenceTopics(tally);
        news.conflictsTold.clear();
        stalled = Duration.ZERO;
        lastTick = now;
        known.ifPresent(before -> {
            before.brokers().forEach(broker -> restore(broker.restored(now)));
            brokers.names.putAll(before.names());
            topics = before.topics().snapshot();
        });
        tally.happened(
                Occurrence.DRAIN_KEPT_ACROSS_RESTART,
                brokers.names.keySet().stream().anyMatch(brokers::isDrained));
        tally.happened(restarted(memory, !brokers.all.isEmpty()));
    }

    /** The broker that registered last at an address is the one that reports from there mean. */
    private void restore(ReferenceBroker broker) {
        var here = new BrokerAddress(broker.identity.cluster(), broker.address);
        brokers.all.stream().filter(other -> other.isAt(here)).forEach(other -> other.superseded = true);
        brokers.all.add(broker);
    }

    private static Occurrence restarted(Memory memory, boolean warm) {
        if (!warm) {
            return Occurrence.RESTARTED_COLD;
        }
        return memory == Memory.OLDER ? Occurrence.RESTARTED_FROM_OLDER : Occurrence.RESTARTED_WARM;
    }

    @Override
    public Picture picture() {
        return new ReferencePicture(this).picture();
    }
}
