package io.lodestar.bench.workload;

import io.lodestar.bench.load.RequestText;
import io.lodestar.bench.load.Requests;
import io.lodestar.bench.workload.RivalRequests.Query;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.Language;
import io.lodestar.protocol.Release;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.header.GetRouteRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The trace of one profile over so many connections; as many operations are on the way. */
record RivalSource(Trace.Profile profile, int connections) implements LoadCase.Source {
    private static final int V4_9_3 = 399;
    private static final int TOPIC_DIGITS = 6;

    @Override
    public Requests requests(String label, Brokers brokers, Rehearsal rehearsal) throws IOException {
        var topology = brokers.topology();
        var none = Optional.<String>empty();
        int wide = 2 * topology.width();
        var queries = new Query[] {
            query(label + ", reads", topology, new Kind(Release.V5_0_0, true, none, wide), rehearsal),
            query(label + ", reads", topology, new Kind(V4_9_3, false, none, wide), rehearsal),
            query(label + ", reads", topology, new Kind(Release.V5_0_0, true, zone(), 2 * inZone(topology)), rehearsal)
        };
        var first = brokers.texts().get(0).frame(topology.seat(0), Release.V5_0_0, 1, Edition.FIRST);
        return RivalRequests.of(this, brokers, queries, rehearsal.ask(label + ", registrations", first, 0));
    }

    @Override
    public boolean isUniform() {
        return false;
    }

    private static Query query(String name, Topology topology, Kind kind, Rehearsal rehearsal) throws IOException {
        var topic = topology.topic(0);
        var fields = new GetRouteRequest(Optional.of(topic), kind.standard(), kind.zone()).toFields();
        var code = RequestCode.GET_ROUTE_INFO.code();
        var header = new Header(code, Language.JAVA, kind.version(), RequestText.OPAQUE, 0, "", fields);
        var frame = Sources.frame(HeaderEncoding.JSON, header);
        var tally = rehearsal.ask(name, List.of(ByteBuffer.wrap(frame)), kind.brokerNames());
        return new Query(RequestText.of(frame, topic, TOPIC_DIGITS), tally);
    }

    private Optional<String> zone() {
        return profile.zoneShare() > 0 ? Optional.of("zone-a") : Optional.empty();
    }

    /** How many of a topic's brokers are in the zone that is asked for: every second. */
    private int inZone(Topology topology) {
        return profile.zoneShare() == 0
                ? topology.width()
                : (int) IntStream.range(0, topology.width())
                        .filter(broker -> broker % 2 == 0)
                        .count();
    }

    /** A kind of read. */
    private record Kind(int version, boolean standard, Optional<String> zone, int brokerNames) {}
}
