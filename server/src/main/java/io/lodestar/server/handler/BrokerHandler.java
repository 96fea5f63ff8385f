package io.lodestar.server.handler;

import io.lodestar.protocol.body.DataVersion;
import io.lodestar.protocol.header.BrokerFields;
import io.lodestar.protocol.header.BrokerHeartbeatRequest;
import io.lodestar.protocol.header.QueryDataVersionRequest;
import io.lodestar.protocol.header.QueryDataVersionResponse;
import io.lodestar.protocol.header.UnregisterBrokerRequest;
import io.lodestar.registry.BrokerAddress;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Session;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Clock;
import java.util.Optional;

/** What a registered broker says besides: that it lives, which version it has, that it leaves (protocol 3.5, 3.10, 3.11). */
final class BrokerHandler {
    private final Registry registry;
    private final Clock clock;
    private final BrokerNews news;

    BrokerHandler(Registry registry, Clock clock, BrokerNews news) {
        this.registry = registry;
        this.clock = clock;
        this.news = news;
    }

    Answer heartbeat(Request request) {
        registry.renew(address(BrokerHeartbeatRequest.from(request.fields()).broker()));
        return Answer.DONE;
    }

    Answer queryDataVersion(Request request) {
        var address = address(QueryDataVersionRequest.from(request.fields()).broker());
        var asked = DataVersion.read(request.body(), clock.millis());
        var known = registry.renew(address).flatMap(Session::version).map(BrokerHandler::version);
        boolean changed = known.isEmpty() || !known.equals(asked);
        return Answer.of(new QueryDataVersionResponse(changed).toFields())
                .withBody(known.map(BrokerHandler::written).orElse(Unpooled.EMPTY_BUFFER));
    }

    private static BrokerAddress address(BrokerFields broker) {
        return new BrokerAddress(
                broker.clusterName().orElseThrow(() -> Refusal.missing("clusterName")),
                broker.brokerAddress().orElseThrow(() -> Refusal.missing("brokerAddr")));
    }

    private static DataVersion version(io.lodestar.registry.DataVersion version) {
        return new DataVersion(version.stateVersion(), version.timestamp(), version.counter());
    }

    private static ByteBuf written(DataVersion version) {
        var out = Unpooled.buffer();
        version.writeTo(out);
        return out;
    }

    /** A goodbye that does not say whose it is changes nothing; it is granted all the same, as the original does. */
    Answer unregister(Request request) {
        var leaving = UnregisterBrokerRequest.from(request.fields()).broker();
        leaving.brokerAddress()
                .ifPresent(address -> identity(leaving)
                        .ifPresent(broker -> news.left(registry.unregister(broker, address), "it unregistered")));
        return Answer.DONE;
    }

    private static Optional<BrokerIdentity> identity(BrokerFields broker) {
        return broker.clusterName()
                .flatMap(cluster -> broker.brokerName()
                        .flatMap(name -> broker.brokerId().map(id -> new BrokerIdentity(cluster, name, id))));
    }
}
