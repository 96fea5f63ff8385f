package io.lodestar.bench.jmh;

import io.lodestar.protocol.body.BrokerEntry;
import io.lodestar.protocol.body.QueueEntry;
import io.lodestar.protocol.body.RouteBody;
import io.lodestar.protocol.json.JsonDialect;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What does it cost to write the body of a route, which happens once after each change of one of its brokers? */
@State(Scope.Thread)
public class RouteEncodeBenchmark {
    /** How many brokers have the topic. */
    @Param({"4", "16", "300"})
    int brokers = 4;

    /** Whom it is written for. */
    @Param
    JsonDialect dialect = JsonDialect.STANDARD;

    private final ByteBuf out = Unpooled.buffer(1 << 17);
    private RouteBody body = RouteBody.of(new ArrayList<>(), new ArrayList<>());

    /** Makes a route of masters with one slave each. */
    @Setup
    public void compose() {
        var entries = new ArrayList<BrokerEntry>();
        var queues = new ArrayList<QueueEntry>();
        for (int i = 0; i < brokers; i++) {
            var addresses = new TreeMap<>(Map.of(0L, "10.0.0." + i + ":10911", 1L, "10.0.1." + i + ":10911"));
            entries.add(new BrokerEntry("DefaultCluster", "broker-" + i, addresses, Optional.empty(), false));
            queues.add(new QueueEntry("broker-" + i, 8, 8, 6, 0));
        }
        body = RouteBody.of(entries, queues);
    }

    /** Gives the bytes back. */
    @TearDown
    public void release() {
        out.release();
    }

    /** Writes the body. */
    @Benchmark
    public ByteBuf route() {
        body.writeTo(out.clear(), dialect);
        return out;
    }
}
