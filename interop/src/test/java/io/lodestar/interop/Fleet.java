package io.lodestar.interop;

import java.util.EnumMap;
import java.util.Map;

/** A name server and a master of each release; shared by the scenarios that leave it as they found it. */
final class Fleet implements AutoCloseable {
    private final Scene scene;
    private final NameServerProcess nameServer;
    private final Map<Release, ApacheBroker> brokers = new EnumMap<>(Release.class);
    private final Map<Release, ApacheClient> clients = new EnumMap<>(Release.class);
    private final MqAdmin admin;

    private Fleet(Scene scene) {
        this.scene = scene;
        this.nameServer = scene.nameServer(NameServerProgram.underTest());
        this.admin = scene.admin(nameServer.address());
        for (var release : Release.values()) {
            var settings = BrokerSettings.master(release, "broker-" + release.version(), nameServer.address());
            brokers.put(release, scene.broker(settings));
        }
        brokers.values().forEach(broker -> broker.awaitRegistration(nameServer));
    }

    static Fleet on(Scene scene) {
        try {
            return new Fleet(scene);
        } catch (RuntimeException | Error e) {
            scene.close();
            throw e;
        }
    }

    NameServerProcess nameServer() {
        return nameServer;
    }

    MqAdmin admin() {
        return admin;
    }

    ApacheBroker broker(Release release) {
        var broker = brokers.get(release);
        if (broker == null) {
            throw new IllegalArgumentException("the fleet has no broker " + release);
        }
        return broker;
    }

    /** The JVM that runs producers and consumers of a release. */
    ApacheClient client(Release release) {
        return clients.computeIfAbsent(release, key -> scene.client(key, nameServer.address()));
    }

    /** Creates a topic on some brokers and waits until the name server routes it to all of them. */
    void createTopic(String topic, int queues, Release... releases) {
        for (var release : releases) {
            admin.updateTopic(broker(release), topic, queues);
        }
        Waiting.until(topic + " to be routed to " + releases.length + " brokers")
                .until(() -> nameServer
                        .routes()
                        .find(topic)
                        .filter(route -> route.addresses().size() == releases.length)
                        .isPresent());
    }

    @Override
    public void close() {
        scene.close();
    }
}
