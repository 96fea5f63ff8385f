package io.lodestar.bench.workload;

import io.lodestar.bench.load.RequestText;
import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.Release;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.header.GetRouteRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The requests of the workloads. */
final class Sources {
    private static final int TOPIC_DIGITS = 6;

    private Sources() {}

    /** Routes of all topics, as a 5.5.0 client asks for them. */
    static LoadCase.Source routes(HeaderEncoding encoding) {
        return (label, brokers, rehearsal) -> {
            var topology = brokers.topology();
            var frame = route(encoding, topology.topic(0));
            var tally = rehearsal.ask(label, List.of(ByteBuffer.wrap(frame)), 2 * topology.width());
            return new RouteQueries(RequestText.of(frame, topology.topic(0), TOPIC_DIGITS), topology.topics(), tally);
        };
    }

    /** The cluster information, as every 5.x broker asks for it every five seconds. */
    static LoadCase.Source clusterInformation() {
        return (label, brokers, rehearsal) -> {
            var frame = frame(
                    HeaderEncoding.JSON,
                    Header.request(RequestCode.GET_CLUSTER_INFO, RequestText.OPAQUE, ExtFields.ABSENT));
            var tally = rehearsal.ask(
                    label, List.of(ByteBuffer.wrap(frame)), brokers.seats().size());
            return new RouteQueries(RequestText.of(frame), 1, tally);
        };
    }

    /** Registrations, one broker on each connection. */
    static LoadCase.Source registrations(UnaryOperator<Edition> next) {
        return (label, brokers, rehearsal) -> {
            var first = brokers.texts().get(0).frame(brokers.seats().get(0), Release.SELF, 1, Edition.FIRST);
            return new Registrations(brokers, next, rehearsal.ask(label, first, 0));
        };
    }

    static byte[] route(HeaderEncoding encoding, String topic) {
        var fields = new GetRouteRequest(Optional.of(topic), true, Optional.empty()).toFields();
        return frame(encoding, Header.request(RequestCode.GET_ROUTE_INFO, RequestText.OPAQUE, fields));
    }

    static byte[] frame(HeaderEncoding encoding, Header header) {
        ByteBuf out = Unpooled.buffer();
        FrameCodec.writeHead(Frame.of(encoding, header), out);
        return ByteBufUtil.getBytes(out);
    }
}
