package io.lodestar.server.handler;

import io.lodestar.protocol.body.DataVersion;
import io.lodestar.protocol.header.BrokerFields;
import io.lodestar.protocol.header.BrokerHeartbeatRequest;
import io.lodestar.protocol.header.QueryDataVersionRequest;
import io.lodestar.protocol.header.QueryDataVersionResponse;
import io.lodestar.protocol.header.UnregisterBrokerRequest;
import io.lodestar.registry.BrokerAddress;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.registry.BrokerReport;
import io.lodestar.registry.Departures;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Session;
import io.lodestar.server.insight.Callers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Clock;
import java.util.Optional;

/** What a registered broker says besides: that it lives, which version it has, that it leaves (protocol 3.5, 3.10, 3.11). */
final class BrokerHandler {
    private final Registry registry;
    private final Clock clock;
    private final BrokerNews news;
    private final Callers callers;

    BrokerHandler(Registry registry, Clock clock, BrokerNews news, Callers callers) {
        this.callers = callers;
        this.registry = registry;
        this.clock = clock;
        this.news = news;
    }

    Answer heartbeat(Request request) {
        var broker = BrokerHeartbeatRequest.from(request.fields()).broker();
        renew(report(broker, request), request);
        return Answer.DONE;
    }

    /** Says whether the broker had better register: what it has is not what it says, or was not heard from itself in full. */
    Answer queryDataVersion(Request request) {
        var broker = QueryDataVersionRequest.from(request.fields()).broker();
        var report = report(broker, request);
        var asked = DataVersion.read(request.body(), clock.millis());
        var session = renew(report, request);
        var known = session.flatMap(Session::version).map(BrokerHandler::version);
        boolean unchanged = known.isPresent()
                && known.equals(asked)
                && session.filter(found -> found.isAnchored() && isOf(found, broker))
                        .isPresent();
        return Answer.of(new QueryDataVersionResponse(!unchanged).toFields())
                .withBody(known.map(BrokerHandler::written).orElse(Unpooled.EMPTY_BUFFER));
    }

    private Optional<Session> renew(BrokerReport report, Request request) {
        var session = registry.renew(report);
        session.ifPresent(renewed -> callers.isBroker(request.connection()));
        return session;
    }

    private static boolean isOf(Session session, BrokerFields broker) {
        var known = session.broker();
        return broker.brokerName().map(known.brokerName()::equals).orElse(true)
                && broker.brokerId().map(id -> id == known.brokerId()).orElse(true);
    }

    private static BrokerReport report(BrokerFields broker, Request request) {
        var address = new BrokerAddress(
                broker.clusterName().orElseThrow(() -> Refusal.missing("clusterName")),
                broker.brokerAddress().orElseThrow(() -> Refusal.missing("brokerAddr")));
        return new BrokerReport(
                address, broker.brokerName(), request.connection().id());
    }

    private static DataVersion version(io.lodestar.registry.DataVersion version) {
        return new DataVersion(version.stateVersion(), version.timestamp(), version.counter());
    }

    private static ByteBuf written(DataVersion version) {
        var out = Unpooled.buffer();
        version.writeTo(out);
        return out;
    }

    /** A goodbye that does not say whose it is changes nothing; it is granted all the same, as the original does, and told so. */
    Answer unregister(Request request) {
        var leaving = UnregisterBrokerRequest.from(request.fields()).broker();
        return leaving.brokerAddress()
                .flatMap(address -> identity(leaving).map(broker -> {
                    var departures = registry.unregister(
                            broker, address, request.connection().id());
                    news.left(departures, "it unregistered");
                    return Answer.DONE.withRemark(outcome(departures));
                }))
                .orElseGet(() -> Answer.DONE.withRemark("the request does not say which broker leaves"));
    }

    private static String outcome(Departures departures) {
        if (departures.overtaken()) {
            return "the broker uses a newer connection by now, so it stays";
        }
        return departures.sessions().isEmpty() ? "the broker was not registered here" : "the broker left";
    }

    private static Optional<BrokerIdentity> identity(BrokerFields broker) {
        return broker.clusterName()
                .flatMap(cluster -> broker.brokerName()
                        .flatMap(name -> broker.brokerId().map(id -> new BrokerIdentity(cluster, name, id))));
    }
}
