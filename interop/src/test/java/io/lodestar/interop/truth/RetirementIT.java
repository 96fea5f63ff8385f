package io.lodestar.interop.truth;

import static io.lodestar.interop.truth.Broker.master;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Topics that their brokers have no more, and topics that merely were not named this time. */
@Execution(ExecutionMode.SAME_THREAD)
class RetirementIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(11);

    @RegisterExtension
    static final Stage STAGE = Stage.shared();

    /**
     * Reports 1.27 and 1.29: two brokers share a topic; one has deleted it, and another topic that only it had. Report 1.28,
     * with the original's defaults: a third sends its table in chunks.
     */
    @Test
    void whatAWholeTableLacksRetiresOnItsBrokerAlone() {
        var staying = master("retire-a").topics("retire-shared");
        var deleting = master("retire-b").topics("retire-shared", "retire-own", "retire-kept");
        var deleted = deleting.topics("retire-kept").version(2);
        var first = master("retire-c").topics("retire-chunk-1");
        var second = first.topics("retire-chunk-2", "retire-chunk-3");

        var seen = STAGE.play(server -> {
            server.register("a", staying);
            server.register("b", deleting);
            server.register("b", deleted);
            sendChunks(server, first, second);
            assertThat(server.hasRoute("retire-own")).as("it is waited for").isTrue();
            Side.pass(LONG_ENOUGH);
            server.register("b", deleted);
            sendChunks(server, first, second);
            return Map.of(
                    "retire-own", server.addresses("retire-own").keySet(),
                    "retire-shared", server.addresses("retire-shared").keySet(),
                    "retire-kept", server.addresses("retire-kept").keySet(),
                    "retire-chunk-1", server.addresses("retire-chunk-1").keySet(),
                    "retire-chunk-2", server.addresses("retire-chunk-2").keySet());
        });

        assertThat(seen.apache().get("retire-own")).containsExactly("retire-b-0");
        assertThat(seen.apache().get("retire-shared")).containsExactly("retire-a-0", "retire-b-0");
        assertThat(seen.ours().get("retire-own")).isEmpty();
        assertThat(seen.ours().get("retire-shared")).containsExactly("retire-a-0");
        for (var topics : List.of(seen.apache(), seen.ours())) {
            assertThat(topics.get("retire-kept")).containsExactly("retire-b-0");
            assertThat(topics.get("retire-chunk-1")).containsExactly("retire-c-0");
            assertThat(topics.get("retire-chunk-2")).containsExactly("retire-c-0");
        }
    }

    private static void sendChunks(Side server, Broker first, Broker second) {
        server.register("c", first);
        server.ask("c", second.increment());
    }
}
