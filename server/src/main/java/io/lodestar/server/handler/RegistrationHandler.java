package io.lodestar.server.handler;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.NameRule;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.DataVersion;
import io.lodestar.protocol.body.RegistrationBody;
import io.lodestar.protocol.body.RegistrationDigest;
import io.lodestar.protocol.body.RegistrationReader;
import io.lodestar.protocol.body.TopicQueueMapping;
import io.lodestar.protocol.body.TopicSettings;
import io.lodestar.protocol.header.RegisterBrokerRequest;
import io.lodestar.protocol.header.RegisterBrokerResponse;
import io.lodestar.registry.ActingMaster;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.registry.Content;
import io.lodestar.registry.Fingerprint;
import io.lodestar.registry.Member;
import io.lodestar.registry.Queues;
import io.lodestar.registry.Registration;
import io.lodestar.registry.Registry;
import io.lodestar.registry.StaticMapping;
import io.lodestar.registry.Ticker;
import io.lodestar.registry.TopicQueues;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.InputLimits;
import io.lodestar.server.config.Keys;
import io.lodestar.server.handler.RegistrationCounts.Kind;
import io.lodestar.server.store.KvStore;
import io.lodestar.transport.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Registers brokers (protocol 3.4). Everything is read and checked before the registry hears of it, but for registrations that say what
 * their broker said before: those are known by their digest, and not read (decision 12).
 */
final class RegistrationHandler {
    private static final Duration DEFAULT_LEASE = Duration.ofSeconds(120);

    private final Registry registry;
    private final KvLists kv;
    private final Configuration configuration;
    private final Clock clock;
    private final BrokerNews news;
    private final NameRule names;
    private final RegistrationReader reader;
    private final Ticker ticker;
    private final RegistrationCounts counts = new RegistrationCounts();

    RegistrationHandler(Services services, KvLists kv, BrokerNews news) {
        this.registry = services.registry();
        this.kv = kv;
        this.configuration = services.configuration();
        this.clock = services.clock();
        this.ticker = services.ticker();
        this.news = news;
        this.names = InputLimits.names(configuration.current());
        this.reader = new RegistrationReader(InputLimits.bodies(configuration.current()));
    }

    /** Returns how many registrations came, and of which kind. */
    RegistrationCounts counts() {
        return counts;
    }

    /** Registers a broker, and runs {@code changed} if that changed something. */
    Answer register(Request request, Runnable changed) {
        int bodyBytes = request.body().readableBytes();
        long begunAtNanos = ticker.nanos();
        var kind = Kind.REFUSED;
        try {
            var done = registered(request, changed);
            kind = done.kind();
            return done.answer();
        } finally {
            counts.count(kind, bodyBytes, ticker.nanos() - begunAtNanos);
        }
    }

    /** What became of a registration. */
    private record Done(Answer answer, Kind kind) {}

    private Done registered(Request request, Runnable changed) {
        var header = RegisterBrokerRequest.from(request.fields());
        checkNames(header);
        // once for both ways: it may change meanwhile
        boolean presumedFull = configuration.current().get(Keys.DELETE_TOPIC_WITH_BROKER_REGISTRATION);
        var digest = RegistrationDigest.of(circumstances(header, request, presumedFull), request.body());
        if (header.bodyCrc32() != 0 && header.bodyCrc32() != digest.checksum()) {
            return new Done(refused("crc32 not match"), Kind.REFUSED);
        }
        requireOpen(request.connection());
        var fingerprint = new Fingerprint(digest.high(), digest.low());
        var again = registry.registerAgain(
                identity(header), fingerprint, request.connection().id());
        if (again.isPresent()) {
            news.renewed(again.get());
            return new Done(accepted(again.get().master(), request), Kind.UNCHANGED);
        }
        return registeredAnew(registration(header, fingerprint, presumedFull, request), request, changed);
    }

    private void checkNames(RegisterBrokerRequest header) {
        var broker = header.broker();
        broker.clusterName().ifPresent(name -> names.checked("clusterName", name));
        broker.brokerName().ifPresent(name -> names.checked("brokerName", name));
        broker.brokerAddress().ifPresent(address -> names.checked("brokerAddr", address));
        header.haServerAddress().ifPresent(address -> names.checked("haServerAddr", address));
        header.zoneName().ifPresent(name -> names.checked("zone", name));
    }

    /** What decides besides the body what a registration means, and so has a part in its fingerprint. No two that differ are one text. */
    private static String circumstances(RegisterBrokerRequest header, Request request, boolean presumedFull) {
        var text = new StringBuilder().append(request.version()).append(' ').append(presumedFull);
        header.withoutChecksum()
                .toFields()
                .values()
                .forEach((name, value) -> text.append(' ')
                        .append(name)
                        .append(' ')
                        .append(value.length())
                        .append(' ')
                        .append(value));
        return text.toString();
    }

    private Done registeredAnew(Registration registration, Request request, Runnable changed) {
        requireOpen(request.connection());
        return registry.register(registration, changed)
                .either(
                        accepted -> {
                            news.registered(registration, accepted);
                            var kind = registration.content().isFull(registration.broker()) ? Kind.FULL : Kind.PARTIAL;
                            return new Done(accepted(accepted.master(), request), kind);
                        },
                        refusal -> {
                            news.refused(registration, refusal);
                            return new Done(refused(refusal.message()), Kind.REFUSED);
                        });
    }

    /** A broker that gave up waiting may be registered on another connection by now, and that session must stay. */
    private static void requireOpen(Connection connection) {
        if (!connection.isOpen()) {
            throw new Refusal(ResponseCode.SYSTEM_ERROR, connection + " closed before its broker was registered");
        }
    }

    private static Answer refused(String remark) {
        return Answer.refused(ResponseCode.SYSTEM_ERROR, remark).withFields(ExtFields.EMPTY);
    }

    private Answer accepted(Optional<Member> master, Request request) {
        var haAddress = master.map(Member::haAddress).filter(address -> !address.isEmpty());
        var answer = Answer.of(new RegisterBrokerResponse(haAddress, master.map(Member::address)).toFields());
        if (!configuration.current().get(Keys.RETURN_ORDER_TOPIC_CONFIG_TO_BROKER)) {
            return answer;
        }
        return kv.of(KvStore.ORDER_NAMESPACE, request.dialect())
                .map(answer::withBody)
                .orElse(answer);
    }

    private static BrokerIdentity identity(RegisterBrokerRequest header) {
        var sender = header.broker();
        return new BrokerIdentity(
                sender.clusterName().orElseThrow(() -> Refusal.missing("clusterName")),
                sender.brokerName().orElseThrow(() -> Refusal.missing("brokerName")),
                sender.brokerId().orElseThrow(() -> Refusal.missing("brokerId")));
    }

    private Registration registration(
            RegisterBrokerRequest header, Fingerprint fingerprint, boolean presumedFull, Request request) {
        long nowMillis = clock.millis();
        var body = reader.read(request.body(), request.version(), header.compressed(), nowMillis);
        // what leaves the time of its topics to us means something else each time
        boolean timeless = body.dataVersion()
                .filter(version -> version.timestamp() == nowMillis)
                .isEmpty();
        return new Registration(
                identity(header),
                header.broker().brokerAddress().orElseThrow(() -> Refusal.missing("brokerAddr")),
                header.haServerAddress().orElse(""),
                header.zoneName().orElse(""),
                header.enableActingMaster()
                        .map(RegistrationHandler::actingMaster)
                        .orElse(ActingMaster.UNKNOWN),
                header.heartbeatTimeoutMillis().map(Duration::ofMillis).orElse(DEFAULT_LEASE),
                content(body, presumedFull),
                request.connection().id(),
                Optional.of(fingerprint).filter(known -> timeless));
    }

    private static ActingMaster actingMaster(boolean enabled) {
        return enabled ? ActingMaster.ENABLED : ActingMaster.DISABLED;
    }

    private static Content content(RegistrationBody body, boolean presumedFull) {
        return new Content(
                body.dataVersion().map(RegistrationHandler::version),
                topics(body),
                body.mappings().entrySet().stream()
                        .map(RegistrationHandler::mapping)
                        .toList(),
                body.filterServers(),
                presumedFull);
    }

    private static io.lodestar.registry.DataVersion version(DataVersion version) {
        return new io.lodestar.registry.DataVersion(version.stateVersion(), version.timestamp(), version.counter());
    }

    /** Topics with the same settings share their queues, so that the registry compares those by reference. */
    private static List<TopicQueues> topics(RegistrationBody body) {
        var queues = new HashMap<TopicSettings, Queues>();
        var topics = new ArrayList<TopicQueues>(body.topics().size());
        var last = TopicSettings.DEFAULT;
        var lastQueues = queues(last);
        for (var topic : body.topics()) {
            if (!topic.settings().equals(last)) {
                last = topic.settings();
                lastQueues = queues.computeIfAbsent(last, RegistrationHandler::queues);
            }
            topics.add(new TopicQueues(topic.topic(), lastQueues));
        }
        return topics;
    }

    private static Queues queues(TopicSettings settings) {
        return new Queues(
                settings.readQueueNums(), settings.writeQueueNums(), settings.permission(), settings.systemFlag());
    }

    private static StaticMapping mapping(Map.Entry<String, TopicQueueMapping> entry) {
        var mapping = entry.getValue();
        return new StaticMapping(
                entry.getKey(),
                mapping.brokerName(),
                mapping.scope(),
                mapping.totalQueues(),
                mapping.epoch(),
                mapping.dirty(),
                mapping.currentIds());
    }
}
