package io.lodestar.interop.truth;

import static io.lodestar.interop.truth.Broker.master;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.differential.Request;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a client is told that asks for a topic without a route. */
@Execution(ExecutionMode.SAME_THREAD)
class RemarkIT {
    private static final int DELETE_TOPIC = 216;
    private static final int TOPIC_NOT_EXIST = 17;

    @RegisterExtension
    static final Stage STAGE = Stage.shared();

    /** Report 4.33: one sentence for every cause. Ours begins with the same one, which tools look for. */
    @Test
    void theRemarkSaysWhyThereIsNoRoute() {
        var broker = master("remark").topics("remark-deleted", "remark-left");

        var seen = STAGE.play(server -> {
            server.register("line", broker);
            server.ask("admin", Request.of(DELETE_TOPIC, "topic", "remark-deleted"));
            server.leave("line", broker);
            return List.of(
                    remark(server, "remark-unknown"), remark(server, "remark-deleted"), remark(server, "remark-left"));
        });

        assertThat(seen.apache())
                .containsExactly(original("remark-unknown"), original("remark-deleted"), original("remark-left"));
        assertThat(seen.ours())
                .satisfiesExactly(
                        remark -> assertThat(remark).startsWith(original("remark-unknown") + "\nReason: "),
                        remark -> assertThat(remark)
                                .startsWith(original("remark-deleted") + "\nReason: it was deleted at "),
                        remark -> assertThat(remark)
                                .startsWith(original("remark-left") + "\nReason: ")
                                .contains(broker.name())
                                .contains("unregistered"));
    }

    private static String original(String topic) {
        return "No topic route info in name server for the topic: " + topic
                + "\nSee https://rocketmq.apache.org/docs/bestPractice/06FAQ for further details.";
    }

    private static String remark(Side server, String topic) {
        var answer = server.route(topic);
        assertThat(answer.code()).isEqualTo(TOPIC_NOT_EXIST);
        return answer.remark().orElseThrow();
    }
}
