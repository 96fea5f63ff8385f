package io.lodestar.protocol.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Bodies of any content, the same ones for the same seed. */
final class RandomBodies {
    /** Letters that JSON escapes, that need two, three or four bytes, and that keys may be mistaken for. */
    private static final int[] LETTERS = "aZ09_-%|/\\\"'{}[]:,\n\t\u0000\u001f\u007f\u00e9\u8ba2\ufffd\ud83d\ude80"
            .codePoints()
            .toArray();

    private final Random random;

    RandomBodies(long seed) {
        this.random = new Random(seed);
    }

    RegistrationBody registration() {
        var topics = new TreeMap<String, TopicConfig>();
        for (String name : names()) {
            topics.put(name, topic(name));
        }
        var mappings = new TreeMap<String, TopicQueueMapping>();
        for (String name : names()) {
            mappings.put(name, mapping(name, name(), name()));
        }
        return new RegistrationBody(
                optional(this::version), List.copyOf(topics.values()), mappings, optional(this::names));
    }

    RouteBody route() {
        return new RouteBody(
                list(this::broker),
                list(() -> new QueueEntry(text(), random.nextInt(), random.nextInt(), random.nextInt(), 3)),
                table(key -> texts()),
                optional(this::text),
                table(key -> mapping(text(), key, text())));
    }

    ClusterInfoBody cluster() {
        return new ClusterInfoBody(table(key -> broker()), table(key -> new TreeSet<>(texts())));
    }

    KvTableBody kvTable() {
        return new KvTableBody(table(key -> text()));
    }

    TopicListBody topicList() {
        return new TopicListBody(texts(), optional(this::text));
    }

    BrokerMemberGroupBody memberGroup() {
        return new BrokerMemberGroupBody(optional(this::text), optional(this::text), addresses());
    }

    WatchedTopicsBody watchedTopics() {
        return new WatchedTopicsBody(texts(), texts());
    }

    ChangedRoutesBody changedRoutes() {
        return new ChangedRoutesBody(random.nextBoolean(), texts());
    }

    BrokerStatesBody brokerStates() {
        return new BrokerStatesBody(list(this::brokerState), list(() -> new DrainEntry(text(), text())));
    }

    private BrokerState brokerState() {
        return new BrokerState(
                text(),
                text(),
                random.nextLong(),
                text(),
                optional(this::text),
                text(),
                new BrokerState.Lease(
                        random.nextLong(), text(), random.nextLong(), random.nextLong(), random.nextLong()),
                optional(this::text),
                random.nextInt(),
                optional(this::version),
                random.nextBoolean());
    }

    ExplanationBody explanation() {
        return new ExplanationBody(
                text(), random.nextBoolean(), texts(), list(this::group), optional(this::text), list(this::event));
    }

    private GroupExplanation group() {
        return new GroupExplanation(
                text(),
                new QueueEntry(text(), random.nextInt(), random.nextInt(), random.nextInt(), random.nextInt()),
                random.nextInt(),
                optional(this::text),
                optional(this::text),
                optional(this::text),
                texts());
    }

    EventsBody events() {
        return new EventsBody(list(this::event), random.nextBoolean());
    }

    private EventEntry event() {
        return new EventEntry(
                random.nextLong(),
                random.nextLong(),
                text(),
                optional(this::text),
                optional(this::text),
                texts(),
                text(),
                optional(this::text),
                optional(this::text));
    }

    ServerStateBody serverState() {
        var counts = new ServerStateBody.Counts(
                random.nextInt(),
                random.nextInt(),
                random.nextInt(),
                random.nextInt(),
                random.nextInt(),
                random.nextInt());
        return new ServerStateBody(
                text(),
                text(),
                random.nextLong(),
                random.nextBoolean(),
                texts(),
                texts(),
                counts,
                random.nextBoolean() ? Optional.empty() : Optional.of(random.nextInt(65_536)));
    }

    DataVersion version() {
        return new DataVersion(random.nextLong(), random.nextLong(), random.nextLong());
    }

    private TopicConfig topic(String name) {
        return new TopicConfig(
                name,
                new TopicSettings(
                        random.nextInt(),
                        random.nextInt(64),
                        random.nextInt(16),
                        random.nextInt(),
                        random.nextBoolean()));
    }

    private TopicQueueMapping mapping(String topic, String brokerName, String scope) {
        var currentIds = new TreeMap<Integer, Integer>();
        for (int i = random.nextInt(4); i > 0; i--) {
            currentIds.put(random.nextInt(), random.nextInt());
        }
        return new TopicQueueMapping(
                topic, brokerName, scope, random.nextInt(), random.nextLong(), random.nextBoolean(), currentIds);
    }

    private BrokerEntry broker() {
        return new BrokerEntry(text(), text(), addresses(), optional(this::text), random.nextBoolean());
    }

    private SortedMap<Long, String> addresses() {
        var addresses = new TreeMap<Long, String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            addresses.put(random.nextBoolean() ? random.nextLong() : random.nextInt(3), text());
        }
        return addresses;
    }

    private <V> SortedMap<String, V> table(Function<String, V> value) {
        var table = new TreeMap<String, V>();
        for (String key : texts()) {
            table.put(key, value.apply(key));
        }
        return table;
    }

    private List<String> texts() {
        return list(this::text);
    }

    private <T> List<T> list(Supplier<T> element) {
        var list = new ArrayList<T>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    private <T> Optional<T> optional(Supplier<T> value) {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(value.get());
    }

    private List<String> names() {
        return list(this::name);
    }

    /** A text that a name server takes as a name. */
    private String name() {
        return text().replaceAll("\\p{Cntrl}", "\u00a0");
    }

    private String text() {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }
}
