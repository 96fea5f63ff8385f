package io.lodestar.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * What the registry is to do, written from protocol 3.7 to 3.14, 4 and 5 in the plainest way: one list of brokers and a few maps, every
 * answer computed from scratch. It counts time from zero in durations, so it knows nothing of a clock that overflows.
 */
final class ReferenceRegistry implements Subject {
    private final List<Broker> brokers = new ArrayList<>();
    private final Map<BrokerAddress, Broker> lastAt = new HashMap<>();
    private final Map<String, Name> names = new TreeMap<>();
    private final Set<String> drains = new HashSet<>();
    private final SortedMap<String, SortedMap<String, Queues>> queues = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, StaticMapping>> mappings = new TreeMap<>();
    private Duration now = Duration.ZERO;

    /** One registered broker. */
    private static final class Broker {
        private final Registration said;
        private final List<String> filterServers;
        private Duration renewedAt;

        Broker(Registration said, List<String> filterServers, Duration renewedAt) {
            this.said = said;
            this.filterServers = filterServers;
            this.renewedAt = renewedAt;
        }

        String name() {
            return said.broker().brokerName();
        }

        long id() {
            return said.broker().brokerId();
        }

        Member member() {
            return new Member(id(), said.address(), said.haAddress(), filterServers);
        }
    }

    /** What a broker name has beside its brokers: the first cluster, all clusters, and what the last registration said. */
    private record Name(String first, Set<String> clusters, String zone, boolean acting) {}

    @Override
    public Object register(Registration said) {
        var name = said.broker().brokerName();
        long id = said.broker().brokerId();
        var content = said.content();
        var occupant = find(broker -> broker.name().equals(name) && broker.id() == id);
        if (occupant.isEmpty() && content.topics().size() == 1) {
            return new RegistrationOutcome.Refused(RegistrationOutcome.Refusal.INCREMENT_BEFORE_FULL);
        }
        boolean joined = occupant.isEmpty() || !occupant.get().said.address().equals(said.address());
        if (occupant.isPresent() && joined && isNewer(occupant.get(), said)) {
            return new RegistrationOutcome.Refused(RegistrationOutcome.Refusal.NEWER_STATE_VERSION);
        }
        var before = smallest(name);
        enrol(said);
        boolean smallest = smallest(name).orElseThrow().id() == id;
        if (id == 0 || (smallest && said.actingMaster() != ActingMaster.UNKNOWN)) {
            apply(name, content);
        }
        var master = find(broker -> broker.name().equals(name) && broker.id() == 0)
                .filter(broker -> id != 0
                        && broker.said.broker().cluster().equals(said.broker().cluster()))
                .map(Broker::member);
        boolean news = id < before.map(Broker::id).orElse(0L);
        return new RegistrationOutcome.Accepted(
                joined, master, news ? Optional.of(joinedNews(name, said.address())) : Optional.empty());
    }

    private static boolean isNewer(Broker occupant, Registration said) {
        long asked = said.content().version().map(DataVersion::stateVersion).orElse(0L);
        return occupant.said.broker().cluster().equals(said.broker().cluster())
                && occupant.said
                        .content()
                        .version()
                        .filter(version -> version.stateVersion() > asked)
                        .isPresent();
    }

    private void enrol(Registration said) {
        var name = said.broker().brokerName();
        var known = find(
                broker -> broker.name().equals(name) && broker.said.address().equals(said.address()));
        var filterServers = said.content()
                .filterServers()
                .orElse(known.map(broker -> broker.filterServers).orElse(List.of()));
        brokers.removeIf(broker -> broker.name().equals(name)
                && (broker.id() == said.broker().brokerId()
                        || broker.said.address().equals(said.address())));
        var broker = new Broker(said, filterServers, now);
        brokers.add(broker);
        lastAt.put(new BrokerAddress(said.broker().cluster(), said.address()), broker);

        var cluster = said.broker().cluster();
        var before = Optional.ofNullable(names.get(name));
        var clusters = new TreeSet<>(before.map(Name::clusters).orElse(Set.of()));
        clusters.add(cluster);
        var first = before.map(Name::first).orElse(cluster);
        names.put(name, new Name(first, clusters, said.zone(), said.actingMaster() == ActingMaster.ENABLED));
    }

    private void apply(String name, Content content) {
        if (content.retiresMissing() && content.mappings().isEmpty()) {
            var listed = content.topics().stream().map(TopicQueues::topic).toList();
            queues.forEach((topic, byName) -> {
                if (!listed.contains(topic)) {
                    byName.remove(name);
                }
            });
        }
        content.topics().forEach(topic -> placed(topic.topic()).put(name, topic.queues()));
        tidy();
        content.mappings().stream()
                .filter(mapping -> has(mapping.topic(), mapping.brokerName()))
                .forEach(mapping -> mappings.computeIfAbsent(mapping.topic(), topic -> new TreeMap<>())
                        .put(mapping.brokerName(), mapping));
    }

    private SortedMap<String, Queues> placed(String topic) {
        return queues.computeIfAbsent(topic, unknown -> new TreeMap<>());
    }

    private boolean has(String topic, String name) {
        return queues.getOrDefault(topic, new TreeMap<>()).containsKey(name);
    }

    /** Drops what hangs on nothing: names without brokers, queues without names, topics without queues, mappings without queues. */
    private void tidy() {
        names.keySet().removeIf(name -> smallest(name).isEmpty());
        queues.values().forEach(byName -> byName.keySet().retainAll(names.keySet()));
        queues.values().removeIf(Map::isEmpty);
        mappings.forEach((topic, byName) -> byName.keySet().removeIf(name -> !has(topic, name)));
        mappings.values().removeIf(Map::isEmpty);
    }

    private Optional<Broker> find(Predicate<Broker> wanted) {
        return brokers.stream().filter(wanted).findFirst();
    }

    private List<Broker> membersOf(String name) {
        return brokers.stream()
                .filter(broker -> broker.name().equals(name))
                .sorted(Comparator.comparingLong(Broker::id))
                .toList();
    }

    private Optional<Broker> smallest(String name) {
        return membersOf(name).stream().findFirst();
    }

    private List<String> addresses(String name) {
        return membersOf(name).stream().map(broker -> broker.said.address()).toList();
    }

    private MinBrokerIdChange joinedNews(String name, String address) {
        var receivers = new ArrayList<>(addresses(name));
        if (receivers.size() > 1) {
            receivers.remove(address);
        }
        return new MinBrokerIdChange(name, smallest(name).orElseThrow().member(), Optional.empty(), receivers);
    }

    @Override
    public Object renew(BrokerAddress address) {
        return Optional.ofNullable(lastAt.get(address))
                .filter(brokers::contains)
                .map(broker -> {
                    broker.renewedAt = now;
                    return Picture.session(broker.said);
                });
    }

    @Override
    public Object unregister(BrokerIdentity identity, String address) {
        return depart(broker -> broker.name().equals(identity.brokerName())
                && broker.said.address().equals(address));
    }

    @Override
    public Object connectionLost(long connection) {
        return depart(broker -> broker.said.connection() == connection);
    }

    @Override
    public Object expire() {
        return depart(broker -> now.minus(broker.renewedAt).compareTo(broker.said.lease()) > 0);
    }

    private Picture.Leaving depart(Predicate<Broker> goes) {
        var leaving = brokers.stream().filter(goes).toList();
        var smallestBefore = new TreeMap<String, Broker>();
        leaving.forEach(broker ->
                smallestBefore.put(broker.name(), smallest(broker.name()).orElseThrow()));
        brokers.removeAll(leaving);

        var changes = new ArrayList<MinBrokerIdChange>();
        smallestBefore.forEach((name, gone) -> {
            var smallest = smallest(name);
            if (leaving.contains(gone) && smallest.isPresent() && facts(name).acting()) {
                changes.add(new MinBrokerIdChange(
                        name, smallest.get().member(), Optional.of(gone.said.address()), addresses(name)));
            }
        });
        tidy();
        return new Picture.Leaving(
                leaving.stream().map(broker -> Picture.session(broker.said)).toList(), changes);
    }

    @Override
    public Object wipeWritePermission(String name) {
        if (names.containsKey(name)) {
            drains.add(name);
        }
        return count(name);
    }

    @Override
    public Object restoreWritePermission(String name) {
        drains.remove(name);
        return count(name);
    }

    private int count(String name) {
        return (int) queues.keySet().stream().filter(topic -> has(topic, name)).count();
    }

    @Override
    public void putTopic(String topic, List<Placement> placements) {
        boolean allKnown = placements.stream().allMatch(placement -> names.containsKey(placement.brokerName()));
        if (!allKnown && !queues.containsKey(topic)) {
            return;
        }
        for (var placement : placements) {
            if (!names.containsKey(placement.brokerName())) {
                break;
            }
            placed(topic).put(placement.brokerName(), placement.queues());
        }
        tidy();
    }

    @Override
    public void deleteTopic(String topic) {
        queues.remove(topic);
        tidy();
    }

    @Override
    public void deleteTopic(String topic, String cluster) {
        placed(topic).keySet().removeIf(name -> facts(name).clusters().contains(cluster));
        tidy();
    }

    @Override
    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Picture picture() {
        var routes = new TreeMap<String, List<Picture.Line>>();
        var renderings = new TreeMap<String, String>();
        var allMappings = new TreeMap<String, SortedMap<String, StaticMapping>>();
        queues.forEach((topic, byName) -> {
            var lines = byName.entrySet().stream()
                    .map(entry -> line(entry.getKey(), entry.getValue()))
                    .toList();
            routes.put(topic, lines);
            renderings.put(topic, lines.toString());
            allMappings.put(topic, new TreeMap<>(mappings.getOrDefault(topic, new TreeMap<>())));
        });
        var groups = new TreeMap<String, BrokerGroup>();
        names.keySet().forEach(name -> groups.put(name, group(name)));
        var topicsOf = new TreeMap<String, List<String>>();
        StepGenerator.CLUSTERS.forEach(cluster -> topicsOf.put(
                cluster, topics((name, held) -> facts(name).clusters().contains(cluster))));
        return new Picture(
                groups,
                List.copyOf(queues.keySet()),
                routes,
                renderings,
                allMappings,
                topicsOf,
                topics((name, held) -> held.systemFlag() % 2 == 1),
                topics((name, held) -> held.systemFlag() / 2 % 2 == 1));
    }

    private List<String> topics(BiPredicate<String, Queues> wanted) {
        return queues.entrySet().stream()
                .filter(topic -> topic.getValue().entrySet().stream()
                        .anyMatch(placed -> wanted.test(placed.getKey(), placed.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Picture.Line line(String name, Queues registered) {
        boolean mayWrite = !drains.contains(name) && membersOf(name).stream().anyMatch(broker -> broker.id() == 0);
        int permission = registered.permission();
        int answered = mayWrite || permission / 2 % 2 == 0 ? permission : permission - 2;
        return new Picture.Line(
                group(name),
                registered,
                new Queues(registered.read(), registered.write(), answered, registered.systemFlag()));
    }

    private BrokerGroup group(String name) {
        var facts = facts(name);
        var members = new TreeMap<Long, Member>();
        membersOf(name).forEach(broker -> members.put(broker.id(), broker.member()));
        return new BrokerGroup(
                name,
                facts.first(),
                new TreeSet<>(facts.clusters()),
                members,
                facts.zone(),
                facts.acting(),
                drains.contains(name));
    }

    private Name facts(String name) {
        return Optional.ofNullable(names.get(name)).orElseThrow();
    }
}
