package io.lodestar.interop.truth;

import static io.lodestar.interop.truth.Broker.master;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** A pause of the name server itself is nobody's silence. */
@Isolated
class FreezeIT {
    @RegisterExtension
    static final Stage STAGE = Stage.with(Map.of("scanNotActiveBrokerInterval", "200"));

    /** Report 1.15: the name server stands still for longer than a lease, and so does the network. */
    @Test
    void aStandstillOfTheServerExpiresNobody() {
        var lease = Duration.ofSeconds(3);
        var broker = master("frozen").lease(lease);

        var seen = STAGE.play(server -> {
            server.register("line", broker);
            server.freeze(lease.plusSeconds(1));
            Side.pass(Duration.ofSeconds(1));
            server.sendOneWay("line", broker.heartbeat());
            return server.hasRoute(broker.topic());
        });

        assertThat(seen.apache()).isFalse();
        assertThat(seen.ours()).isTrue();
    }

    /** Report 1.15: the silence that follows counts. */
    @Test
    void whoIsSilentAfterAStandstillExpires() {
        var lease = Duration.ofSeconds(2);
        var broker = master("frozen-dead").lease(lease);

        var silence = STAGE.playOnOurs(server -> {
            server.register("line", broker);
            server.freeze(lease);
            return server.timeUntil("the silent broker to expire", () -> !server.hasRoute(broker.topic()));
        });

        assertThat(silence).isBetween(lease.dividedBy(2), lease.plusSeconds(2));
    }
}
