package io.lodestar.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The topics of the reference: what was registered, what is about to be retired, what was deleted (decisions 4 and 8). */
final class ReferenceTopics {
    static final Duration REPORT_PAUSE = Duration.ofSeconds(10);
    static final Duration DELETION_MEMORY = Duration.ofSeconds(45);

    final SortedMap<String, SortedMap<String, Queues>> queues = new TreeMap<>();
    final SortedMap<String, SortedMap<String, StaticMapping>> mappings = new TreeMap<>();
    final Map<String, Report> reports = new HashMap<>();
    final Map<Key, Duration> namedAlone = new HashMap<>();
    final Map<Key, Deletion> deletions = new HashMap<>();
    private final Tally tally;

    ReferenceTopics(Tally tally) {
        this.tally = tally;
    }

    /** A topic of a broker group. */
    record Key(String topic, String brokerName) {}

    /** When a topic was deleted, and the version of what its broker had said until then. */
    record Deletion(Duration at, Optional<DataVersion> version) {}

    /** What happened to a topic of a broker group. */
    record Event(Change.Fate fate, String brokerName, String topic) {}

    /** The registrations of a broker group that are one table. */
    static final class Report {
        final Optional<DataVersion> version;
        final Set<String> atStart;
        final Set<String> named = new HashSet<>();
        final Set<String> anchors = new HashSet<>();
        final Set<String> continued = new HashSet<>();
        boolean presumedFull;
        Duration last = Duration.ZERO;

        Report(Optional<DataVersion> version, Set<String> atStart) {
            this.version = version;
            this.atStart = atStart;
        }

        boolean isFull() {
            return presumedFull || !anchors.isEmpty();
        }

        boolean isOver(Duration now) {
            return now.minus(last).compareTo(REPORT_PAUSE) > 0;
        }

        boolean goesOnWith(Content content, Set<String> more) {
            return version.equals(content.version()) && more.stream().noneMatch(anchors::contains);
        }
    }

    /** Returns all that survives a restart. */
    ReferenceTopics snapshot() {
        var copy = new ReferenceTopics(tally);
        queues.forEach((topic, byName) -> copy.queues.put(topic, new TreeMap<>(byName)));
        mappings.forEach((topic, byName) -> copy.mappings.put(topic, new TreeMap<>(byName)));
        return copy;
    }

    boolean has(String topic, String brokerName) {
        return queues.getOrDefault(topic, new TreeMap<>()).containsKey(brokerName);
    }

    Set<String> of(String brokerName) {
        var topics = new HashSet<String>();
        queues.forEach((topic, byName) -> {
            if (byName.containsKey(brokerName)) {
                topics.add(topic);
            }
        });
        return topics;
    }

    private void put(String topic, String brokerName, Queues said, List<Event> events) {
        var fate = queues.containsKey(topic) ? Change.Fate.CHANGED : Change.Fate.ADDED;
        var before = queues.computeIfAbsent(topic, unknown -> new TreeMap<>()).put(brokerName, said);
        if (!said.equals(before)) {
            events.add(new Event(fate, brokerName, topic));
        }
    }

    /** Takes in the topics of a broker that is listened to. */
    List<Event> apply(BrokerIdentity broker, Content content, Duration now) {
        var events = new ArrayList<Event>();
        for (var topic : content.topics()) {
            var key = new Key(topic.topic(), broker.brokerName());
            if (isBarred(key, content, now)) {
                tally.happened(Occurrence.STAYED_DELETED);
            } else {
                tally.happened(Occurrence.RECREATED_BY_NEWER_VERSION, isRemembered(key, now));
                tally.happened(Occurrence.DELETION_FORGOTTEN, deletions.containsKey(key) && !isRemembered(key, now));
                deletions.remove(key);
                put(topic.topic(), broker.brokerName(), topic.queues(), events);
            }
        }
        for (var mapping : content.mappings()) {
            if (has(mapping.topic(), mapping.brokerName())) {
                tally.happened(Occurrence.MAPPING_KEPT);
                mappings.computeIfAbsent(mapping.topic(), unknown -> new TreeMap<>())
                        .put(mapping.brokerName(), mapping);
            }
        }
        return events;
    }

    private boolean isRemembered(Key key, Duration now) {
        var deletion = deletions.get(key);
        return deletion != null && now.minus(deletion.at()).compareTo(DELETION_MEMORY) <= 0;
    }

    private boolean isBarred(Key key, Content content, Duration now) {
        if (!isRemembered(key, now)) {
            return false;
        }
        var then = Optional.ofNullable(deletions.get(key)).flatMap(Deletion::version);
        return content.version()
                .filter(said -> then.isEmpty() || isNewer(said, then.get()))
                .isEmpty();
    }

    private static boolean isNewer(DataVersion said, DataVersion then) {
        return said.counter() > then.counter()
                || said.timestamp() > then.timestamp()
                || said.stateVersion() > then.stateVersion();
    }

    /** Lets a registration begin a report, or go on with one; returns what was retired by the end of another. */
    List<Event> report(BrokerIdentity broker, Content content, Duration now) {
        var name = broker.brokerName();
        var topics = content.topics().stream().map(TopicQueues::topic).toList();
        var running = Optional.ofNullable(reports.get(name));
        if (topics.size() == 1) {
            name(topics.get(0), name, now);
            return List.of();
        }
        var anchors = new HashSet<>(List.of(name, broker.cluster()));
        anchors.retainAll(topics);
        boolean over = running.filter(report -> report.isOver(now)).isPresent();
        boolean goesOn = running.filter(report -> !over && report.goesOnWith(content, anchors))
                .isPresent();
        var retired = new ArrayList<Event>();
        if (goesOn) {
            tally.happened(Occurrence.REPORT_WENT_ON);
            running.ifPresent(report -> report.continued.addAll(topics));
        } else {
            running.ifPresent(report -> retired.addAll(endBy(content, report, name, over)));
            var next = newReport(name, content, now);
            running.filter(report -> !over && report.version.equals(content.version()))
                    .ifPresent(report -> next.named.addAll(report.continued));
            reports.put(name, next);
        }
        var report = Optional.ofNullable(reports.get(name)).orElseThrow();
        report.named.addAll(topics);
        report.anchors.addAll(anchors);
        report.presumedFull |= content.presumedFull();
        report.last = now;
        return retired;
    }

    /** Ends a report by the first registration of the next one, which speaks for its topics too. */
    private List<Event> endBy(Content next, Report report, String name, boolean over) {
        if (!over && !report.version.equals(next.version())) {
            tally.happened(Occurrence.REPORT_CUT_OFF);
            return List.of();
        }
        next.topics().forEach(topic -> report.named.add(topic.topic()));
        return end(name);
    }

    private void name(String topic, String brokerName, Duration now) {
        namedAlone.put(new Key(topic, brokerName), now);
        Optional.ofNullable(reports.get(brokerName)).ifPresent(running -> running.named.add(topic));
    }

    private Report newReport(String name, Content content, Duration now) {
        var report = new Report(content.version(), of(name));
        namedAlone.forEach((key, at) -> {
            if (key.brokerName().equals(name) && now.minus(at).compareTo(REPORT_PAUSE) <= 0) {
                tally.happened(Occurrence.TOPIC_SPARED_BY_SINGLE_NAMING, report.atStart.contains(key.topic()));
                report.named.add(key.topic());
            }
        });
        return report;
    }

    /** Ends the reports that nothing followed; returns what they retired. */
    List<Event> tick(Duration now) {
        var retired = new ArrayList<Event>();
        for (var name : new TreeSet<>(reports.keySet())) {
            if (Optional.ofNullable(reports.get(name)).orElseThrow().isOver(now)) {
                retired.addAll(end(name));
            }
        }
        return retired;
    }

    private List<Event> end(String name) {
        var report = Optional.ofNullable(reports.remove(name)).orElseThrow();
        if (!report.isFull()) {
            tally.happened(Occurrence.PARTIAL_REPORT_ENDED);
            return List.of();
        }
        var retired = report.atStart.stream()
                .filter(topic -> has(topic, name) && !report.named.contains(topic))
                .map(topic -> new Event(Change.Fate.RETIRED, name, topic))
                .toList();
        tally.happened(Occurrence.RETIRED, !retired.isEmpty());
        tally.happened(Occurrence.RETIRED_BY_PRESUMED_FULL, !retired.isEmpty() && report.anchors.isEmpty());
        retired.forEach(event -> remove(event.topic(), Set.of(name)));
        return retired;
    }

    /** Takes broker names out of a topic, with all that hangs on it. */
    private void remove(String topic, Collection<String> brokerNames) {
        Optional.ofNullable(queues.get(topic))
                .ifPresent(byName -> byName.keySet().removeAll(brokerNames));
        Optional.ofNullable(mappings.get(topic)).ifPresent(byName -> {
            if (byName.keySet().removeAll(brokerNames)) {
                tally.happened(Occurrence.MAPPING_LOST_WITH_ITS_TOPIC);
            }
        });
        queues.values().removeIf(Map::isEmpty);
        mappings.values().removeIf(Map::isEmpty);
    }

    /** Forgets the broker groups whose last brokers left; returns the topics that went with them. */
    List<Event> removeGroups(Set<String> brokerNames) {
        var lost = new ArrayList<Event>();
        for (var topic : List.copyOf(queues.keySet())) {
            var last = queues.getOrDefault(topic, new TreeMap<>()).lastKey();
            remove(topic, brokerNames);
            if (!queues.containsKey(topic)) {
                lost.add(new Event(Change.Fate.LOST, last, topic));
            }
        }
        reports.keySet().removeAll(brokerNames);
        namedAlone.keySet().removeIf(key -> brokerNames.contains(key.brokerName()));
        return lost;
    }

    /** Puts a topic where a person or a broker wants it. */
    List<Event> put(String topic, List<Placement> placements, Duration now) {
        var events = new ArrayList<Event>();
        for (var placement : placements) {
            var key = new Key(topic, placement.brokerName());
            tally.happened(Occurrence.RECREATED_BY_PUT, isRemembered(key, now));
            deletions.remove(key);
            name(topic, placement.brokerName(), now);
            put(topic, placement.brokerName(), placement.queues(), events);
        }
        return events;
    }

    /** Deletes a topic on the groups given, with the versions of what their brokers said last; returns whether there was any. */
    boolean delete(String topic, Map<String, Optional<DataVersion>> versions, Duration now) {
        var there = versions.keySet().stream().filter(name -> has(topic, name)).toList();
        for (var name : there) {
            var version = versions.getOrDefault(name, Optional.empty());
            deletions.put(new Key(topic, name), new Deletion(now, version));
        }
        remove(topic, there);
        return !there.isEmpty();
    }
}
