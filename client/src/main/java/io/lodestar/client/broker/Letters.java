package io.lodestar.client.broker;

import io.lodestar.client.remote.Request;
import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Release;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.body.BodyChecksum;
import io.lodestar.protocol.body.QueueEntry;
import io.lodestar.protocol.body.RegistrationBody;
import io.lodestar.protocol.body.RouteBody;
import io.lodestar.protocol.body.TopicConfig;
import io.lodestar.protocol.body.TopicQueueMapping;
import io.lodestar.protocol.body.TopicSettings;
import io.lodestar.protocol.header.BrokerFields;
import io.lodestar.protocol.header.BrokerHeartbeatRequest;
import io.lodestar.protocol.header.QueryDataVersionRequest;
import io.lodestar.protocol.header.RegisterBrokerRequest;
import io.lodestar.protocol.header.RegisterTopicRequest;
import io.lodestar.protocol.header.UnregisterBrokerRequest;
import io.lodestar.protocol.json.JsonDialect;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a broker writes to name servers about one edition (protocol 9.2 to 9.6). All of them get the same bytes, which are made once. */
final class Letters {
    private static final int OWN_QUEUES = 1;

    private final Edition edition;
    private final RegistrationSettings settings;
    /** Both made when first asked for, in the registrar's turns. */
    private List<Request> whole = List.of();

    private List<Request> wholeForOlder = List.of();

    Letters(Edition edition, RegistrationSettings settings) {
        this.edition = edition;
        this.settings = settings;
    }

    Edition edition() {
        return edition;
    }

    /**
     * Returns the registration of everything; several letters, to be sent one after the other, if it is split.
     *
     * @param older whether it is for a name server before 5.0, which takes only the first part of a split one, and deflates otherwise
     */
    List<Request> whole(boolean older) {
        if (!older || (settings.splitSize() == 0 && !settings.compressed())) {
            if (whole.isEmpty()) {
                var topics = new ArrayList<>(registered().values());
                whole = settings.splitSize() == 0
                        ? List.of(registration(topics, edition.mappings(), Release.SELF))
                        : chunks(topics, settings.splitSize());
            }
            return whole;
        }
        if (wholeForOlder.isEmpty()) {
            wholeForOlder = List.of(registration(registered().values(), edition.mappings(), Release.V4_9_4));
        }
        return wholeForOlder;
    }

    /** The mappings come with the last chunk, which is there even if no topics are left for it. */
    private List<Request> chunks(List<BrokerTopic> topics, int size) {
        var letters = new ArrayList<Request>();
        int from = 0;
        while (topics.size() - from > size) {
            letters.add(registration(topics.subList(from, from + size), Collections.emptySortedMap(), Release.SELF));
            from += size;
        }
        letters.add(registration(topics.subList(from, topics.size()), edition.mappings(), Release.SELF));
        return List.copyOf(letters);
    }

    /** Returns the news of topics that were added or changed. Name servers before 5.0 do not know news of a single topic. */
    List<Request> changed(Collection<BrokerTopic> topics, boolean older) {
        return switch (settings.topicChanges()) {
            case INCREMENT -> List.of(increment(topics, older));
            case SINGLE ->
                older
                        ? List.of(increment(topics, true))
                        : topics.stream().map(this::single).toList();
            case WHOLE -> whole(older);
        };
    }

    private Request increment(Collection<BrokerTopic> topics, boolean older) {
        return registration(topics, Collections.emptySortedMap(), older ? Release.V4_9_4 : Release.SELF);
    }

    Request goodbye() {
        return Request.of(RequestCode.UNREGISTER_BROKER, new UnregisterBrokerRequest(identity()).toFields());
    }

    Request versionQuery() {
        return Request.of(
                RequestCode.QUERY_DATA_VERSION,
                new QueryDataVersionRequest(identity()).toFields(),
                edition.version()::writeTo);
    }

    /** Returns what keeps the broker alive; empty when nothing does. */
    Optional<Request> heartbeat() {
        return switch (settings.heartbeat().kind()) {
            case NONE -> Optional.empty();
            case VERSION_QUERY -> Optional.of(versionQuery());
            case HEARTBEAT -> Optional.of(Request.of(RequestCode.BROKER_HEARTBEAT, heartbeatFields()));
        };
    }

    private ExtFields heartbeatFields() {
        return new BrokerHeartbeatRequest(
                        identity(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        leaseMillis(),
                        Optional.empty())
                .toFields();
    }

    private Request registration(
            Collection<BrokerTopic> topics, SortedMap<String, StaticMapping> mappings, int release) {
        var content = new RegistrationBody(
                Optional.of(edition.version()),
                topics.stream().map(this::config).toList(),
                onTheWire(mappings),
                Optional.of(List.of()));
        var body = Unpooled.buffer();
        if (settings.compressed()) {
            content.writeCompressed(body, release);
        } else {
            content.writeJson(body);
        }
        return Request.of(RequestCode.REGISTER_BROKER, registrationFields(body), out -> out.writeBytes(body));
    }

    private ExtFields registrationFields(ByteBuf body) {
        int checksum = settings.checksummed() ? BodyChecksum.of(body) : 0;
        var broker = edition.broker();
        return new RegisterBrokerRequest(
                        identity(),
                        broker.haServerAddress(),
                        leaseMillis(),
                        broker.actingMaster(),
                        settings.compressed(),
                        checksum,
                        broker.zone())
                .toFields();
    }

    private Request single(BrokerTopic topic) {
        var registered = topic.within(edition.broker().permission());
        var queues = new QueueEntry(
                edition.broker().name(),
                registered.readQueues(),
                registered.writeQueues(),
                registered.permission(),
                registered.systemFlag());
        var fields = new RegisterTopicRequest(Optional.of(topic.name())).toFields();
        return Request.of(
                RequestCode.REGISTER_TOPIC,
                fields,
                out -> RouteBody.of(List.of(), List.of(queues)).writeTo(out, JsonDialect.STANDARD));
    }

    /** The broker's topics, and those that any broker creates at its start. */
    private SortedMap<String, BrokerTopic> registered() {
        if (!settings.ownTopics()) {
            return edition.topics();
        }
        var all = new TreeMap<>(edition.topics());
        all.putIfAbsent(edition.broker().name(), own(edition.broker().name()));
        all.putIfAbsent(edition.broker().cluster(), own(edition.broker().cluster()));
        return all;
    }

    private static BrokerTopic own(String name) {
        return BrokerTopic.of(name, OWN_QUEUES)
                .withPermission(BrokerTopic.READ + BrokerTopic.WRITE + BrokerTopic.INHERIT);
    }

    private TopicConfig config(BrokerTopic topic) {
        var registered = topic.within(edition.broker().permission());
        return new TopicConfig(
                topic.name(),
                new TopicSettings(
                        registered.readQueues(),
                        registered.writeQueues(),
                        registered.permission(),
                        registered.systemFlag(),
                        registered.ordered()));
    }

    private SortedMap<String, TopicQueueMapping> onTheWire(SortedMap<String, StaticMapping> mappings) {
        var all = new TreeMap<String, TopicQueueMapping>();
        mappings.forEach((topic, mapping) -> all.put(
                topic,
                TopicQueueMapping.global(
                        topic, edition.broker().name(), mapping.totalQueues(), mapping.epoch(), mapping.queues())));
        return all;
    }

    private BrokerFields identity() {
        var broker = edition.broker();
        return new BrokerFields(
                Optional.of(broker.cluster()),
                Optional.of(broker.name()),
                Optional.of(broker.address()),
                Optional.of(broker.id()));
    }

    private Optional<Long> leaseMillis() {
        return settings.heartbeat().lease().map(Duration::toMillis);
    }
}
