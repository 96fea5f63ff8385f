package io.lodestar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.bench.jmh.FrameBenchmark;
import io.lodestar.protocol.RequestCode;
import org.junit.jupiter.api.Test;

class FrameBenchmarkTest {
    @Test
    void aQueryIsReadAgainAndAgain() {
        var benchmark = new FrameBenchmark();
        benchmark.write();

        benchmark.routeQuery();
        var frame = benchmark.routeQuery();
        benchmark.release();

        assertThat(frame.header().code()).isEqualTo(RequestCode.GET_ROUTE_INFO.code());
        assertThat(frame.header().fields().text("topic")).contains("orders-000042");
    }
}
