package io.lodestar.server.handler;

import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.WatchedTopicsBody;
import io.lodestar.protocol.header.WatchRoutesRequest;
import io.lodestar.protocol.header.WatchRoutesResponse;
import io.lodestar.server.watch.RouteWatch;
import io.lodestar.server.watch.WatchOutcome;
import io.lodestar.server.watch.Wish;
import io.netty.buffer.Unpooled;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Lets connections watch routes (protocol 15). */
final class WatchHandler {
    private static final WatchedTopicsBody NO_TOPICS = new WatchedTopicsBody(List.of(), List.of());

    private final RouteWatch watch;

    WatchHandler(RouteWatch watch) {
        this.watch = watch;
    }

    Answer watch(Request request) {
        if (!watch.isOn()) {
            throw new Refusal(
                    ResponseCode.REQUEST_CODE_NOT_SUPPORTED,
                    "routes are not watched here: watchConnectionsMax=0; go on polling");
        }
        var asked = WatchRoutesRequest.from(request.fields());
        if (request.header().isOneWay() && asked.scope() != WatchRoutesRequest.Scope.NONE) {
            throw new Refusal(ResponseCode.SYSTEM_ERROR, "who watches has to know the answer, so ask two-way");
        }
        var topics = asked.scope() == WatchRoutesRequest.Scope.NAMED
                ? WatchedTopicsBody.read(request.body(), watch.maxTopics())
                : NO_TOPICS;
        var outcome = watch.watch(new Wish(
                request.connection(),
                request.encoding(),
                asked.scope(),
                asked.since(),
                new LinkedHashSet<>(topics.add()),
                topics.drop()));
        if (outcome instanceof WatchOutcome.Watching watching) {
            var fields = new WatchRoutesResponse(Optional.of(watching.version()), Optional.of(watching.watched()));
            var body = Unpooled.buffer();
            watching.changed().writeTo(body);
            return Answer.of(fields.toFields()).withBody(body);
        }
        throw new Refusal(ResponseCode.SYSTEM_ERROR, ((WatchOutcome.TooMuch) outcome).reason());
    }
}
