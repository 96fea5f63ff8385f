package io.lodestar.bench.jmh;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.header.GetRouteRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What does it cost, in time and in garbage, to read the frame of a route query? */
@State(Scope.Thread)
public class FrameBenchmark {
    /** How the header is written. */
    @Param
    HeaderEncoding encoding = HeaderEncoding.JSON;

    private final ByteBuf frame = Unpooled.directBuffer();

    /** Writes the query once. */
    @Setup
    public void write() {
        var fields = new GetRouteRequest(Optional.of("orders-000042"), true, Optional.empty()).toFields();
        FrameCodec.writeHead(Frame.of(encoding, Header.request(RequestCode.GET_ROUTE_INFO, 4711, fields)), frame);
    }

    /** Gives the bytes back. */
    @TearDown
    public void release() {
        frame.release();
    }

    /** Reads header and fields. */
    @Benchmark
    public Frame routeQuery() {
        return FrameCodec.read(frame.readerIndex(Integer.BYTES));
    }
}
