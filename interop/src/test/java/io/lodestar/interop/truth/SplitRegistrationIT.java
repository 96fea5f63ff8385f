package io.lodestar.interop.truth;

import static io.lodestar.interop.truth.Broker.master;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The original's switch that lets registrations delete topics. */
class SplitRegistrationIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(11);

    @RegisterExtension
    static final Stage STAGE = Stage.with(Map.of("deleteTopicWithBrokerRegistration", "true"));

    /** Report 1.28: chunks delete each other's topics, and a single new topic deletes all others. */
    @Test
    void partsOfATableDeleteNothing() {
        var first = master("split").topics("split-1");
        var second = first.topics("split-2", "split-3");
        var whole = master("growing");
        var increment = whole.topics("growing-new").version(2);

        var seen = STAGE.play(server -> {
            server.register("split", first);
            server.ask("split", second.increment());
            server.register("growing", whole);
            server.ask("growing", increment.increment());
            var atOnce = routed(server);
            Side.pass(LONG_ENOUGH);
            server.register("split", first);
            server.ask("split", second.increment());
            return List.of(atOnce, routed(server));
        });

        assertThat(seen.apache()).containsOnly(List.of("split-2", "growing-new"));
        assertThat(seen.ours()).containsOnly(List.of("split-1", "split-2", "growing-topic", "growing-new"));
    }

    private static List<String> routed(Side server) {
        return List.of("split-1", "split-2", "growing-topic", "growing-new").stream()
                .filter(server::hasRoute)
                .toList();
    }
}
