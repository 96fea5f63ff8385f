package io.lodestar.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The real registry under the model test; each step ends with a check of what it keeps inside. */
final class RegistrySubject implements Subject {
    private final ManualTicker ticker = new ManualTicker();
    private final Registry registry = new Registry(ticker);

    @Override
    public Object register(Registration registration) {
        return registry.register(registration);
    }

    @Override
    public Object renew(BrokerAddress address) {
        return registry.renew(address).map(RegistrySubject::text);
    }

    @Override
    public Object unregister(BrokerIdentity broker, String address) {
        return leaving(registry.unregister(broker, address));
    }

    @Override
    public Object connectionLost(long connection) {
        return leaving(registry.connectionLost(connection));
    }

    @Override
    public Object expire() {
        return leaving(registry.expire());
    }

    private static Picture.Leaving leaving(Departures departures) {
        return new Picture.Leaving(
                departures.sessions().stream().map(RegistrySubject::text).toList(), departures.changes());
    }

    private static String text(Session session) {
        return Picture.session(session.broker(), session.address(), session.connection() + " " + session.version());
    }

    @Override
    public Object wipeWritePermission(String brokerName) {
        return registry.wipeWritePermission(brokerName);
    }

    @Override
    public Object restoreWritePermission(String brokerName) {
        return registry.restoreWritePermission(brokerName);
    }

    @Override
    public void putTopic(String topic, List<Placement> placements) {
        registry.putTopic(topic, placements);
    }

    @Override
    public void deleteTopic(String topic) {
        registry.deleteTopic(topic);
    }

    @Override
    public void deleteTopic(String topic, String cluster) {
        registry.deleteTopic(topic, cluster);
    }

    @Override
    public void advance(Duration duration) {
        ticker.advance(duration);
    }

    @Override
    public Picture picture() {
        RegistryInvariants.check(registry);
        var routes = new TreeMap<String, List<Picture.Line>>();
        var renderings = new TreeMap<String, String>();
        var mappings = new TreeMap<String, SortedMap<String, StaticMapping>>();
        for (var topic : StepGenerator.TOPICS) {
            registry.find(topic).ifPresent(found -> {
                routes.put(topic, lines(found.route()));
                renderings.put(topic, new String(found.route().rendering(1, RegistrySubject::render), UTF_8));
                mappings.put(topic, found.mappings());
            });
        }
        var topicsOf = new TreeMap<String, List<String>>();
        StepGenerator.CLUSTERS.forEach(cluster -> topicsOf.put(cluster, registry.topicsOf(cluster)));
        return new Picture(
                registry.groups(),
                registry.topics(),
                routes,
                renderings,
                mappings,
                topicsOf,
                registry.topicsWith(Queues::isUnit),
                registry.topicsWith(Queues::hasUnitSubscription));
    }

    private static byte[] render(Route route) {
        return lines(route).toString().getBytes(UTF_8);
    }

    private static List<Picture.Line> lines(Route route) {
        return route.brokers().stream()
                .map(broker -> new Picture.Line(broker.group(), broker.registered(), broker.answered()))
                .toList();
    }
}
