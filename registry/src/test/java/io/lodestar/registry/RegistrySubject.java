package io.lodestar.registry;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The real registry under the model test; each step ends with a check of what it keeps inside. */
final class RegistrySubject implements Subject {
    private final ManualTicker ticker = new ManualTicker();
    private final List<Change> told = new ArrayList<>();
    private Registry registry = new Registry(ticker, this::tell);
    private Optional<RegistrySnapshot> kept = Optional.empty();
    private Optional<SnapshotFacts> pictured = Optional.empty();
    private long changesPictured = -1;
    private final Map<Registration, Fingerprint> fingerprints = new HashMap<>();
    private final Tally tally;

    RegistrySubject(Tally tally) {
        this.tally = tally;
    }

    private void tell(Change change) {
        told.add(plain(change));
    }

    /** Which topic of several comes first does not matter, nor in which words an opponent is named that the last word identifies. */
    private static Change plain(Change change) {
        if (change instanceof Change.Topics topics) {
            var sorted = topics.topics().stream().sorted().toList();
            return new Change.Topics(topics.brokerName(), topics.fate(), sorted);
        }
        if (change instanceof Change.Conflict told) {
            var opponent = told.opponent().substring(told.opponent().lastIndexOf(' ') + 1);
            return new Change.Conflict(told.dispute(), told.claimant(), told.address(), opponent, told.refused());
        }
        return change;
    }

    private Picture.Answer answer(Object said) {
        var answer = new Picture.Answer(said, told);
        told.clear();
        return answer;
    }

    /** Registers as a server does: what was said before is not read again, if the registry says so. */
    @Override
    public Picture.Answer register(Registration said) {
        var fingerprint = fingerprints.computeIfAbsent(
                BrokerField.on(said, 0), unseen -> new Fingerprint(0, fingerprints.size()));
        var again = registry.registerAgain(said.broker(), fingerprint, said.connection());
        tally.happened(Occurrence.NOT_READ_AGAIN, again.isPresent());
        return answer(again.<Object>map(accepted -> accepted)
                .orElseGet(() -> registry.register(BrokerField.with(said, fingerprint))
                        .either(accepted -> accepted, refused -> "refused: " + refused.reason())));
    }

    /** Makes what sessions remember look as if the topics had not changed since. */
    void overlookChanges() {
        var tables = registry.tables;
        for (var session : tables.sessions.all()) {
            session.memory().ifPresent(memory -> {
                var table = memory.table()
                        .map(known -> new Repetition.Table(
                                known.opening(),
                                tables.topics.edition(session.broker().brokerName())));
                session.remember(new Repetition.Memory(memory.fingerprint(), memory.group(), table));
            });
        }
    }

    @Override
    public Picture.Answer renew(BrokerReport report) {
        return answer(registry.renew(report).map(RegistrySubject::broker));
    }

    @Override
    public Picture.Answer unregister(BrokerIdentity broker, String address, long connection) {
        return leaving(registry.unregister(broker, address, connection));
    }

    @Override
    public Picture.Answer connectionsLost(List<Long> connections) {
        return leaving(registry.connectionsLost(connections));
    }

    @Override
    public Picture.Answer expire() {
        return leaving(registry.expire());
    }

    private Picture.Answer leaving(Departures departures) {
        return answer(
                departures.equals(Departures.NONE)
                        ? Picture.Leaving.NOBODY
                        : new Picture.Leaving(
                                departures.sessions().stream()
                                        .map(RegistrySubject::broker)
                                        .toList(),
                                departures.changes(),
                                departures.overtaken()));
    }

    private static Picture.Broker broker(Session session) {
        return new Picture.Broker(
                session.broker(),
                session.address(),
                session.version(),
                Optional.of(session.connection()).filter(connection -> connection != Session.NO_CONNECTION),
                session.isVerified(),
                session.isAnchored());
    }

    @Override
    public Picture.Answer wipeWritePermission(String brokerName) {
        return answer(registry.wipeWritePermission(brokerName));
    }

    @Override
    public Picture.Answer restoreWritePermission(String brokerName) {
        return answer(registry.restoreWritePermission(brokerName));
    }

    @Override
    public Picture.Answer putTopic(String topic, List<Placement> placements) {
        registry.putTopic(topic, placements);
        return answer("");
    }

    @Override
    public Picture.Answer deleteTopic(String topic) {
        return answer(registry.deleteTopic(topic));
    }

    @Override
    public Picture.Answer deleteTopic(String topic, String cluster) {
        return answer(registry.deleteTopic(topic, cluster));
    }

    @Override
    public void advance(Duration duration) {
        ticker.advance(duration);
    }

    @Override
    public void keepSnapshot() {
        kept = Optional.of(registry.snapshot());
    }

    @Override
    public void restart(Memory memory) {
        var snapshot = switch (memory) {
            case LATEST -> Optional.of(registry.snapshot());
            case OLDER -> kept;
            case NOTHING -> Optional.<RegistrySnapshot>empty();
        };
        var drains = registry.drains();
        registry = new Registry(ticker, this::tell);
        // Either may come first.
        if (memory == Memory.LATEST) {
            registry.restoreDrains(drains);
            snapshot.ifPresent(registry::restore);
        } else {
            snapshot.ifPresent(registry::restore);
            registry.restoreDrains(drains);
        }
        pictured = Optional.empty();
    }

    @Override
    public Picture picture() {
        RegistryInvariants.check(registry);
        changesAreCounted();
        var routes = new TreeMap<String, List<Picture.Line>>();
        var mappings = new TreeMap<String, SortedMap<String, StaticMapping>>();
        for (var topic : StepGenerator.TOPICS) {
            registry.find(topic).ifPresent(found -> {
                routes.put(topic, lines(found.route()));
                mappings.put(topic, found.mappings());
            });
        }
        var topicsOf = new TreeMap<String, List<String>>();
        StepGenerator.CLUSTERS.forEach(cluster -> topicsOf.put(cluster, registry.topicsOf(cluster)));
        return new Picture(
                registry.groups(),
                registry.tables.sessions.all().stream()
                        .map(RegistrySubject::broker)
                        .sorted(Picture.Broker.ORDER)
                        .toList(),
                registry.drains(),
                registry.isWarming(),
                registry.topics(),
                routes,
                mappings,
                topicsOf,
                registry.catalogue().with(Queues::isUnit),
                registry.catalogue().with(Queues::hasUnitSubscription));
    }

    /** Whoever writes a snapshot only when the counter moved must not miss anything. */
    private void changesAreCounted() {
        var snapshot = SnapshotFacts.of(registry.snapshot());
        long changes = registry.changes();
        if (changes == changesPictured && !snapshot.equals(pictured.orElse(snapshot))) {
            throw new AssertionError("not counted as a change: " + pictured + " became " + snapshot);
        }
        pictured = Optional.of(snapshot);
        changesPictured = changes;
    }

    /** Returns what a route says; what it keeps rendered must still say the same. */
    private static List<Picture.Line> lines(Route route) {
        var lines = new ArrayList<Picture.Line>();
        for (var broker : route.brokers()) {
            lines.add(new Picture.Line(broker.group(), broker.registered(), broker.answered()));
        }
        var hash = ByteBuffer.allocate(Integer.BYTES).putInt(lines.hashCode()).array();
        if (!ByteBuffer.wrap(route.rendering(1, byte[].class, unrendered -> hash))
                .equals(ByteBuffer.wrap(hash))) {
            throw new AssertionError("a rendering is out of date: " + lines);
        }
        return lines;
    }

    /** A snapshot whose order does not matter. */
    private record SnapshotFacts(
            List<BrokerGroup> groups,
            Set<RegistrySnapshot.Seat> seats,
            Map<String, List<Placement>> topics,
            Set<StaticMapping> mappings) {
        static SnapshotFacts of(RegistrySnapshot snapshot) {
            var topics = new HashMap<String, List<Placement>>();
            for (var shared : snapshot.topics()) {
                shared.topics().forEach(topic -> topics.put(topic, shared.placements()));
            }
            return new SnapshotFacts(
                    snapshot.groups(), new HashSet<>(snapshot.seats()), topics, new HashSet<>(snapshot.mappings()));
        }
    }
}
