package io.lodestar.server.access;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.body.BodyLimits;
import io.lodestar.protocol.body.QueueEntry;
import io.lodestar.protocol.body.RouteBody;
import io.lodestar.protocol.header.BrokerFields;
import io.lodestar.protocol.header.DeleteTopicRequest;
import io.lodestar.registry.BrokerAddress;
import io.lodestar.registry.BrokerGroup;
import io.lodestar.registry.Drain;
import io.lodestar.registry.Registry;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether what a request is about is within the scope of an account. What a request leaves out, the registry knows: the cluster of a broker
 * name, the broker at an address. Thread-safe.
 */
final class Scopes {
    private final Registry registry;
    private final BodyLimits limits;

    Scopes(Registry registry, BodyLimits limits) {
        this.registry = registry;
        this.limits = limits;
    }

    /**
     * Returns what of a request is beyond the scope, for its sender to read.
     *
     * @throws io.lodestar.protocol.MalformedBodyException when the body has to be looked at and cannot be read
     * @throws io.lodestar.protocol.LimitExceededException when it exceeds a limit
     */
    Optional<String> beyond(Scope scope, RequestCode code, ExtFields fields, ByteBuf body) {
        if (scope.isAll()) {
            return Optional.empty();
        }
        return switch (Rule.of(code).target()) {
            case NOTHING -> Optional.empty();
            case SERVER -> Optional.of("all brokers");
            case BROKER -> broker(scope, BrokerFields.from(fields));
            case BROKER_NAME -> fields.text("brokerName").flatMap(name -> named(scope, name));
            case BROKER_NAMES_IN_BODY -> inBody(scope, body);
            case TOPIC -> topic(scope, DeleteTopicRequest.from(fields));
        };
    }

    private Optional<String> broker(Scope scope, BrokerFields claim) {
        var cluster = claim.clusterName().filter(name -> !scope.hasCluster(name));
        if (cluster.isPresent()) {
            return cluster.map(Scopes::cluster);
        }
        var name = claim.brokerName().filter(said -> !scope.hasBroker(said));
        if (name.isPresent()) {
            return name.map(Scopes::broker);
        }
        return claim.brokerName().flatMap(said -> owner(scope, said)).or(() -> holder(scope, claim));
    }

    /** Whoever names another cluster than the one that has the broker moves it there, and so takes it away. */
    private Optional<String> owner(Scope scope, String brokerName) {
        return Optional.ofNullable(registry.groups().get(brokerName))
                .map(BrokerGroup::cluster)
                .filter(cluster -> !scope.hasCluster(cluster))
                .map(cluster -> broker(brokerName) + " of " + cluster(cluster));
    }

    /** Whoever has an address is spoken for by those who name it: heartbeats go by address alone. */
    private Optional<String> holder(Scope scope, BrokerFields claim) {
        return claim.clusterName()
                .flatMap(cluster -> claim.brokerAddress().map(address -> new BrokerAddress(cluster, address)))
                .flatMap(registry::session)
                .map(session -> session.broker().brokerName())
                .filter(holder -> !scope.hasBroker(holder))
                .map(holder -> broker(holder) + ", which has that address,");
    }

    private Optional<String> named(Scope scope, String brokerName) {
        if (!scope.hasBroker(brokerName)) {
            return Optional.of(broker(brokerName));
        }
        var present = Optional.ofNullable(registry.groups().get(brokerName)).map(BrokerGroup::cluster);
        var drained = registry.drains().stream()
                .filter(drain -> drain.brokerName().equals(brokerName))
                .map(Drain::cluster);
        return Stream.concat(present.stream(), drained)
                .filter(cluster -> !scope.hasCluster(cluster))
                .findFirst()
                .map(Scopes::cluster);
    }

    private Optional<String> inBody(Scope scope, ByteBuf body) {
        return RouteBody.read(body.duplicate(), limits).queues().stream()
                .map(QueueEntry::brokerName)
                .flatMap(name -> named(scope, name).stream())
                .findFirst();
    }

    private static Optional<String> topic(Scope scope, DeleteTopicRequest delete) {
        var cluster = delete.clusterName().filter(name -> !name.isEmpty());
        return cluster.isPresent()
                ? cluster.filter(name -> !scope.hasAllBrokersOf(name)).map(name -> "all brokers of " + cluster(name))
                : Optional.of("all brokers");
    }

    private static String broker(String name) {
        return "broker " + Denial.quoted(name);
    }

    private static String cluster(String name) {
        return "cluster " + Denial.quoted(name);
    }
}
