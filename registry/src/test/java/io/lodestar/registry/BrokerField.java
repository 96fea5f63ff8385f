package io.lodestar.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A few brokers as a model test imagines them, which say likely and unlikely things. What became of it they do not know. */
final class BrokerField {
    static final List<String> CLUSTERS = List.of("east", "west");
    static final List<String> NAMES = List.of("a", "b", "c");
    /** The topics of people. */
    static final List<String> TABLE = List.of("T1", "T2", "T3", "T4");

    private static final List<Long> IDS = List.of(0L, 0L, 0L, 1L, 1L, 2L);
    private static final int ADDRESSES = 8;
    private static final List<Duration> LEASES = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(120),
            Duration.ofSeconds(120),
            Duration.ofSeconds(120),
            Duration.ofSeconds(60),
            Duration.ofSeconds(4));

    private final Random random;
    private final List<Registration> brokers = new ArrayList<>();
    private long newestConnection = 1;

    BrokerField(Random random) {
        this.random = random;
    }

    /** Returns what some broker said last. */
    Registration broker() {
        return brokers.isEmpty() ? newcomer() : pick(brokers);
    }

    private Registration remembered(Registration registration) {
        var broker = registration.broker();
        brokers.removeIf(known -> known.broker().brokerName().equals(broker.brokerName())
                && (known.broker().brokerId() == broker.brokerId()
                        || known.address().equals(registration.address())));
        brokers.add(registration);
        return registration;
    }

    /** Returns a broker where it belongs: each seat has its address, though one address has two seats. */
    private Registration newcomer() {
        int number = random.nextInt(NAMES.size());
        long id = pick(IDS);
        var name = NAMES.get(number);
        var cluster = CLUSTERS.get(number == NAMES.size() - 1 ? 1 : 0);
        var broker = new Registration(
                new BrokerIdentity(cluster, name, id),
                "x:" + (number * 3 + id) % ADDRESSES,
                "h:" + random.nextInt(2),
                random.nextInt(8) == 0 ? "zone" : "",
                pick(List.of(ActingMaster.values())),
                random.nextInt(20) == 0 ? Duration.ZERO : pick(LEASES),
                new Content(Optional.of(new DataVersion(0, 1, 1)), List.of(), List.of(), Optional.empty(), false),
                random.nextInt(3) == 0 ? newestConnection : nextConnection(),
                Optional.empty());
        return remembered(with(broker, table(broker), version(broker)));
    }

    private Registration newcomerOrKnown() {
        return random.nextInt(4) == 0 ? newcomer() : broker();
    }

    /** Returns what a registration of some kind says. */
    Registration registration(OperationKind kind) {
        return switch (kind) {
            case FULL_REGISTRATION -> remembered(anew(newcomerOrKnown()));
            case REPEATED_REGISTRATION ->
                random.nextInt(5) == 0 ? remembered(on(broker(), nextConnection())) : broker();
            case SINGLE_TOPIC -> partial(1);
            case INCREMENT -> partial(2 + random.nextInt(2));
            case PRESUMED_FULL_REGISTRATION -> presumedFull();
            case SLAVE_REGISTRATION -> remembered(anew(under(newcomerOrKnown(), 1 + random.nextInt(2))));
            case CANDIDATE -> anew(at(under(broker(), -1), "x:" + random.nextInt(ADDRESSES)));
            case LATE_REGISTRATION -> on(anew(broker()), anyConnection());
            case OTHER_ADDRESS -> at(on(anew(broker()), nextConnection()), "x:" + random.nextInt(ADDRESSES));
            case OTHER_STATE_VERSION -> otherStateVersion();
            case ROLE_SWITCH -> remembered(anew(under(broker(), random.nextInt(3))));
            case OTHER_NAME -> anew(under(broker(), new BrokerIdentity(pick(CLUSTERS), pick(NAMES), pick(IDS))));
            case OTHER_CLUSTER -> otherCluster();
            default -> wild();
        };
    }

    /** Says the table again, changed or not. */
    private Registration anew(Registration broker) {
        var said = with(
                broker, random.nextBoolean() ? table(broker) : broker.content().topics(), version(broker));
        return random.nextInt(4) == 0 ? on(said, nextConnection()) : said;
    }

    private Registration partial(int topics) {
        var broker = random.nextInt(12) == 0 ? newcomer() : broker();
        var version = version(broker);
        remembered(with(broker, broker.content().topics(), version));
        return with(broker, some(topics, () -> new TopicQueues(pick(TABLE), queues())), version);
    }

    private Registration presumedFull() {
        var broker = newcomerOrKnown();
        var said = broker.content();
        var topics = some(random.nextInt(4), () -> new TopicQueues(pick(TABLE), queues()));
        return with(broker, new Content(version(broker), topics, said.mappings(), said.filterServers(), true));
    }

    private Registration otherStateVersion() {
        var broker = on(broker(), nextConnection());
        long now = broker.content().version().map(DataVersion::stateVersion).orElse(0L);
        var version = new DataVersion(Math.max(0, now + random.nextInt(4) - 1), 1, 1);
        var said = at(with(broker, table(broker), Optional.of(version)), "x:" + random.nextInt(ADDRESSES));
        return random.nextBoolean() ? remembered(said) : said;
    }

    private Registration otherCluster() {
        var broker = broker();
        var identity = broker.broker();
        var moved = anew(under(
                broker, new BrokerIdentity(other(identity.cluster()), identity.brokerName(), identity.brokerId())));
        return random.nextBoolean() ? moved : at(moved, "x:" + random.nextInt(ADDRESSES));
    }

    private static String other(String cluster) {
        return CLUSTERS.get(1 - CLUSTERS.indexOf(cluster));
    }

    private Registration wild() {
        var broker = under(newcomer(), new BrokerIdentity(pick(CLUSTERS), pick(NAMES), random.nextInt(4) - 1));
        var filterServers = random.nextBoolean()
                ? Optional.<List<String>>empty()
                : Optional.of(some(random.nextInt(2), () -> "f:" + random.nextInt(2)));
        var version = Optional.of(new DataVersion(random.nextInt(3), random.nextInt(3), random.nextInt(3)))
                .filter(said -> random.nextInt(4) > 0);
        var content = new Content(
                version,
                some(random.nextInt(4), () -> new TopicQueues(pick(StepGenerator.TOPICS), queues())),
                some(random.nextInt(2), () -> mapping(pick(NAMES))),
                filterServers,
                random.nextInt(6) == 0);
        return on(at(with(broker, content), "x:" + random.nextInt(ADDRESSES)), anyConnection());
    }

    /** Returns one table in two or three pieces under one version. */
    List<Registration> split() {
        var broker = newcomerOrKnown();
        var whole = remembered(with(broker, table(broker), version(broker)));
        var topics = whole.content().topics();
        int first = random.nextInt(topics.size() + 1);
        int second = first + random.nextInt(topics.size() - first + 1);
        return List.of(
                with(whole, topics.subList(0, first), whole.content().version()),
                with(whole, topics.subList(first, second), whole.content().version()),
                with(
                        whole,
                        topics.subList(second, topics.size()),
                        whole.content().version()));
    }

    /** Returns the same broker on a new connection. */
    Registration reconnected() {
        return remembered(on(broker(), nextConnection()));
    }

    BrokerReport report(Registration broker) {
        var name = switch (random.nextInt(6)) {
            case 0 -> Optional.of(pick(NAMES));
            case 1, 2 -> Optional.<String>empty();
            default -> Optional.of(broker.broker().brokerName());
        };
        return new BrokerReport(
                new BrokerAddress(broker.broker().cluster(), broker.address()), name, broker.connection());
    }

    List<BrokerReport> someReports() {
        return brokers.stream()
                .filter(broker -> random.nextInt(4) > 0)
                .map(this::report)
                .toList();
    }

    List<Placement> placements() {
        return some(random.nextInt(3) + 1, () -> new Placement(pick(NAMES), queues()));
    }

    /** Returns a connection that there is, was, or comes next. */
    long anyConnection() {
        return 1L + random.nextInt((int) newestConnection + 1);
    }

    private long nextConnection() {
        newestConnection++;
        return newestConnection;
    }

    /** Returns an anchor and some topics of the broker. */
    private List<TopicQueues> table(Registration broker) {
        var names = new LinkedHashSet<String>();
        names.add(
                random.nextInt(4) == 0
                        ? broker.broker().cluster()
                        : broker.broker().brokerName());
        some(1 + random.nextInt(4), () -> pick(TABLE)).forEach(names::add);
        if (random.nextInt(4) == 0) {
            names.add(broker.broker().cluster());
        }
        return names.stream().map(name -> new TopicQueues(name, queues())).toList();
    }

    private Optional<DataVersion> version(Registration broker) {
        var before = broker.content().version().orElse(new DataVersion(0, 1, 1));
        long state = before.stateVersion();
        return switch (random.nextInt(16)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new DataVersion(state, before.timestamp(), before.counter() - 1));
            case 2 -> Optional.of(new DataVersion(state, before.timestamp() + 1, before.counter()));
            case 3, 4, 5, 6, 7 -> Optional.of(new DataVersion(state, before.timestamp(), before.counter() + 1));
            default -> broker.content().version();
        };
    }

    private StaticMapping mapping(String brokerName) {
        return new StaticMapping(pick(TABLE), brokerName, "", 1, random.nextInt(2), false, new TreeMap<>());
    }

    private Queues queues() {
        return new Queues(4, 4, random.nextInt(4) == 0 ? 7 : 6, random.nextInt(6) == 0 ? random.nextInt(4) : 0);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static <T> List<T> some(int count, Supplier<T> make) {
        var made = new ArrayList<T>();
        while (made.size() < count) {
            made.add(make.get());
        }
        return made;
    }

    /** Returns the same with another table; now and then a static mapping comes with it. */
    private Registration with(Registration broker, List<TopicQueues> topics, Optional<DataVersion> version) {
        var mappings =
                random.nextInt(6) == 0 ? List.of(mapping(broker.broker().brokerName())) : List.<StaticMapping>of();
        return with(
                broker, new Content(version, topics, mappings, broker.content().filterServers(), false));
    }

    private static Registration with(Registration said, Content content) {
        return new Registration(
                said.broker(),
                said.address(),
                said.haAddress(),
                said.zone(),
                said.actingMaster(),
                said.lease(),
                content,
                said.connection(),
                said.fingerprint());
    }

    private static Registration under(Registration said, long brokerId) {
        return under(
                said, new BrokerIdentity(said.broker().cluster(), said.broker().brokerName(), brokerId));
    }

    private static Registration under(Registration said, BrokerIdentity broker) {
        return new Registration(
                broker,
                said.address(),
                said.haAddress(),
                said.zone(),
                said.actingMaster(),
                said.lease(),
                said.content(),
                said.connection(),
                said.fingerprint());
    }

    private static Registration at(Registration said, String address) {
        return new Registration(
                said.broker(),
                address,
                said.haAddress(),
                said.zone(),
                said.actingMaster(),
                said.lease(),
                said.content(),
                said.connection(),
                said.fingerprint());
    }

    static Registration on(Registration said, long connection) {
        return new Registration(
                said.broker(),
                said.address(),
                said.haAddress(),
                said.zone(),
                said.actingMaster(),
                said.lease(),
                said.content(),
                connection,
                said.fingerprint());
    }

    static Registration with(Registration said, Fingerprint fingerprint) {
        return new Registration(
                said.broker(),
                said.address(),
                said.haAddress(),
                said.zone(),
                said.actingMaster(),
                said.lease(),
                said.content(),
                said.connection(),
                Optional.of(fingerprint));
    }
}
