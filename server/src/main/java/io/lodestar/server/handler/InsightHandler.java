package io.lodestar.server.handler;

import io.lodestar.protocol.header.ExplainTopicRequest;
import io.lodestar.protocol.header.GetDigestsRequest;
import io.lodestar.protocol.header.GetEventsRequest;
import io.lodestar.server.insight.Insight;
import io.lodestar.server.peers.Inventory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;

/** Tells people and other name servers what the server knows (protocol 15). */
final class InsightHandler {
    private final Insight insight;
    private final Inventory inventory;

    InsightHandler(Insight insight, Inventory inventory) {
        this.insight = insight;
        this.inventory = inventory;
    }

    Answer brokers(Request request) {
        return answer(insight.brokers()::writeTo);
    }

    Answer explain(Request request) {
        var topic = ExplainTopicRequest.from(request.fields()).topic().orElseThrow(() -> Refusal.missing("topic"));
        return answer(insight.explain(topic)::writeTo);
    }

    Answer events(Request request) {
        return answer(insight.events(GetEventsRequest.from(request.fields()))::writeTo);
    }

    Answer state(Request request) {
        return answer(insight.state()::writeTo);
    }

    Answer digests(Request request) {
        return answer(inventory.ask(GetDigestsRequest.from(request.fields()))::writeTo);
    }

    private static Answer answer(Consumer<ByteBuf> body) {
        var out = Unpooled.buffer();
        body.accept(out);
        return Answer.of(out);
    }
}
