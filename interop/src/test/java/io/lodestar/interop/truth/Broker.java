package io.lodestar.interop.truth;

import io.lodestar.interop.differential.BrokerKey;
import io.lodestar.interop.differential.Content;
import io.lodestar.interop.differential.DataVersion;
import io.lodestar.interop.differential.Flaw;
import io.lodestar.interop.differential.Json;
import io.lodestar.interop.differential.Mapping;
import io.lodestar.interop.differential.Registration;
import io.lodestar.interop.differential.RegistrationWriter;
import io.lodestar.interop.differential.Request;
import io.lodestar.interop.differential.Settings;
import io.lodestar.interop.differential.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A broker as a script plays it: what it says of itself at one moment. Each change returns another one.
 *
 * @param content its topics without those two that every broker has
 */
record Broker(BrokerKey key, Settings settings, Content content, DataVersion version, Duration lease) {
    private static final int UNREGISTER_BROKER = 104;
    private static final int QUERY_DATA_VERSION = 322;
    private static final int BROKER_HEARTBEAT = 904;
    private static final int RELEASE_5_5_0 = 513;
    private static final int RELEASE_4_9_7 = 407;
    private static final int READ_WRITE = 6;
    private static final int QUEUES = 4;
    private static final Duration USUAL_LEASE = Duration.ofMinutes(2);

    /** A master of 5.5.0 in a cluster of its own, with one topic named {@code NAME-topic}. */
    static Broker master(String name) {
        var key = new BrokerKey(name + "-cluster", name, 0, name + ".example:10911");
        var settings = new Settings(Optional.of(false), Optional.empty());
        var content = new Content(List.of(), List.of());
        return new Broker(key, settings, content, DataVersion.of(0, 1), USUAL_LEASE).topics(name + "-topic");
    }

    String name() {
        return key.name();
    }

    String address() {
        return key.address();
    }

    /** The first of its own topics. */
    String topic() {
        return content.topics().get(0).name();
    }

    Broker id(long id) {
        return with(new BrokerKey(key.cluster(), key.name(), id, key.address()));
    }

    /** The slave of the given id at an address of its own. */
    Broker slave(long id) {
        return id(id).at(name() + "-" + id + ".example:10911");
    }

    Broker at(String address) {
        return with(new BrokerKey(key.cluster(), key.name(), key.id(), address));
    }

    Broker named(String name) {
        return with(new BrokerKey(key.cluster(), name, key.id(), key.address()));
    }

    Broker in(String cluster) {
        return with(new BrokerKey(cluster, key.name(), key.id(), key.address()));
    }

    /** Of a 4.x release. */
    Broker old() {
        return with(new Settings(Optional.empty(), settings.zone()));
    }

    /** Lets the slave of the smallest id stand in for the master. */
    Broker mayAct() {
        return with(new Settings(Optional.of(true), settings.zone()));
    }

    Broker zone(String zone) {
        return with(new Settings(settings.actingMaster(), Optional.of(zone)));
    }

    /** With these topics instead. */
    Broker topics(String... names) {
        return with(new Content(
                Arrays.stream(names)
                        .map(name -> topic(name, QUEUES, READ_WRITE))
                        .toList(),
                List.of()));
    }

    /** With one topic more, or another shape of one that it has. */
    Broker topic(String name, int queues, int permission, Mapping... mappings) {
        var topics = new ArrayList<>(content.topics());
        topics.removeIf(topic -> topic.name().equals(name));
        topics.add(new Topic(name, queues, queues, permission, 0, false));
        return with(new Content(topics, List.of(mappings)));
    }

    Broker version(long counter) {
        return new Broker(key, settings, content, DataVersion.of(version.stateVersion(), counter), lease);
    }

    Broker epoch(long stateVersion) {
        return new Broker(key, settings, content, DataVersion.of(stateVersion, version.counter()), lease);
    }

    Broker lease(Duration newLease) {
        return new Broker(key, settings, content, version, newLease);
    }

    /** Its whole table. */
    Request full() {
        var topics = new ArrayList<>(content.topics());
        topics.add(topic(key.name(), 1, READ_WRITE));
        topics.add(topic(key.cluster(), 1, READ_WRITE));
        return registration(new Content(topics, content.mappings()));
    }

    /** Its own topics alone, as when they have just changed, or as a chunk of a split registration. */
    Request increment() {
        return registration(content);
    }

    Request goodbye() {
        return key.identify(Request.of(UNREGISTER_BROKER));
    }

    Request heartbeat() {
        return key.identify(Request.of(BROKER_HEARTBEAT));
    }

    /** Asks whether its version is the one that the name server has. */
    Request versionQuery() {
        return key.identify(Request.of(QUERY_DATA_VERSION)).withBody(Json.write(tree(version)));
    }

    private static Map<String, Object> tree(DataVersion version) {
        return Map.of(
                "counter", version.counter(),
                "stateVersion", version.stateVersion(),
                "timestamp", version.timestamp());
    }

    private static Topic topic(String name, int queues, int permission) {
        return new Topic(name, queues, queues, permission, 0, false);
    }

    private Request registration(Content told) {
        var old = settings.actingMaster().isEmpty();
        var registration = new Registration(
                key,
                settings,
                told,
                Optional.of(List.of()),
                Registration.Form.JSON,
                Flaw.NONE,
                old ? RELEASE_4_9_7 : RELEASE_5_5_0,
                version.stateVersion(),
                false,
                false);
        var request = RegistrationWriter.request(registration, version);
        return old ? request : request.with("heartbeatTimeoutMillis", Long.toString(lease.toMillis()));
    }

    private Broker with(BrokerKey newKey) {
        return new Broker(newKey, settings, content, version, lease);
    }

    private Broker with(Settings newSettings) {
        return new Broker(key, newSettings, content, version, lease);
    }

    private Broker with(Content newContent) {
        return new Broker(key, settings, newContent, version, lease);
    }
}
