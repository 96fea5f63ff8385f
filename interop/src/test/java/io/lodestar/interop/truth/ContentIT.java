package io.lodestar.interop.truth;

import static io.lodestar.interop.truth.Broker.master;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.differential.Mapping;
import io.lodestar.interop.differential.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a registration says of topics counts for more than the version that it comes with. */
@Execution(ExecutionMode.SAME_THREAD)
class ContentIT {
    private static final int DELETE_TOPIC = 216;
    private static final int REGISTER_TOPIC = 217;
    private static final int SYSTEM_ERROR = 1;
    private static final int READ_WRITE = 6;

    @RegisterExtension
    static final Stage STAGE = Stage.shared();

    /** Report 1.5: a single topic is refused by both, but leaves half a broker behind. */
    @Test
    void aTopicThatComesBeforeTheWholeTableLeavesNoGhost() {
        var broker = master("ghost");

        var seen = STAGE.play(server -> {
            var answer = server.ask("line", broker.increment());
            assertThat(answer.code()).isEqualTo(SYSTEM_ERROR);
            assertThat(answer.remark().orElse("")).startsWith("register broker failed");
            return server.cluster().groups().containsKey("ghost");
        });

        assertThat(seen.apache()).isTrue();
        assertThat(seen.ours()).isFalse();
    }

    /** Report 1.6: some topics came before the whole table, under the same version. */
    @Test
    void aBrokerIsAskedForItsWholeTableUntilItHasCome() {
        var broker = master("partly-known").old().topics("early-1", "early-2");

        var seen = STAGE.play(server -> {
            server.ask("line", broker.increment());
            var early = server.ask("line", broker.versionQuery()).field("changed");
            server.register("line", broker);
            return List.of(early, server.ask("line", broker.versionQuery()).field("changed"));
        });

        assertThat(seen.apache()).containsExactly("false", "false");
        assertThat(seen.ours()).containsExactly("true", "false");
    }

    /** Report 1.23: a table in chunks, all of one version. */
    @Test
    void changesInEveryChunkOfATableAreTaken() {
        var first = master("chunks").topics("chunk-1");
        var second = first.topics("chunk-2", "chunk-3");

        var seen = STAGE.play(server -> {
            server.register("line", first);
            server.ask("line", second.increment());
            server.register("line", first.topic("chunk-1", 8, READ_WRITE).version(2));
            server.ask("line", second.topic("chunk-2", 8, READ_WRITE).version(2).increment());
            return List.of(
                    server.queues("chunk-1").get("chunks"),
                    server.queues("chunk-2").get("chunks"));
        });

        assertThat(seen.apache()).containsExactly(8, 4);
        assertThat(seen.ours()).containsExactly(8, 8);
    }

    /** Report 1.24: the broker had copied its version before it changed its table. */
    @Test
    void aChangeUnderAnUnchangedVersionIsTaken() {
        var broker = master("stale-version");

        var seen = STAGE.play(server -> {
            server.register("line", broker);
            server.register("line", broker.topic(broker.topic(), 8, READ_WRITE));
            return server.queues(broker.topic());
        });

        assertThat(seen.apache()).isEqualTo(Map.of("stale-version", 4));
        assertThat(seen.ours()).isEqualTo(Map.of("stale-version", 8));
    }

    /** Report 1.25: a restarted broker has forgotten a version, and uses it again for something else. */
    @Test
    void aVersionThatIsUsedTwiceIsNotBelievedTwice() {
        var broker = master("used-twice").version(5);

        var seen = STAGE.play(server -> {
            server.register("before", broker);
            server.register("after", broker.topic(broker.topic(), 8, READ_WRITE));
            return server.queues(broker.topic());
        });

        assertThat(seen.apache()).isEqualTo(Map.of("used-twice", 4));
        assertThat(seen.ours()).isEqualTo(Map.of("used-twice", 8));
    }

    /** Report 1.25: a restarted broker counts from a lower version; right on both. */
    @Test
    void aVersionMayGoBack() {
        var broker = master("backwards").version(5);

        var seen = STAGE.play(server -> {
            server.register("before", broker);
            server.register("after", broker.topic(broker.topic(), 8, READ_WRITE).version(3));
            return server.queues(broker.topic());
        });

        assertThat(seen.apache()).isEqualTo(Map.of("backwards", 8));
        assertThat(seen.ours()).isEqualTo(Map.of("backwards", 8));
    }

    /** Report 1.30: a registration that was under way when the topic was deleted. */
    @Test
    void aLateRegistrationDoesNotBringADeletedTopicBack() {
        var broker = master("deleting").topics("deleted", "kept");

        var seen = STAGE.play(server -> {
            server.register("line", broker);
            server.ask("admin", delete("deleted"));
            server.register("line", broker);
            var afterTheLate = server.hasRoute("deleted");
            server.register("line", broker.version(2));
            return List.of(afterTheLate, server.hasRoute("deleted"));
        });

        assertThat(seen.apache()).as("after a late and a newer report").containsExactly(true, true);
        assertThat(seen.ours()).as("after a late and a newer report").containsExactly(false, true);
    }

    /** Report 1.30: a topic that is created again on purpose is there at once, on both. */
    @Test
    void aTopicThatIsPutAgainIsThereAtOnce() {
        var broker = master("putting").topics("put-again", "put-once");
        var body =
                "{\"brokerDatas\":[],\"filterServerTable\":{},\"queueDatas\":[{\"brokerName\":\"putting\",\"perm\":6,"
                        + "\"readQueueNums\":1,\"topicSysFlag\":0,\"writeQueueNums\":1}]}";

        var seen = STAGE.play(server -> {
            server.register("line", broker);
            server.ask("admin", delete("put-again"));
            server.ask("line", Request.of(REGISTER_TOPIC, "topic", "put-again").withBody(body));
            return server.queues("put-again");
        });

        assertThat(seen.apache()).isEqualTo(Map.of("putting", 1));
        assertThat(seen.ours()).isEqualTo(Map.of("putting", 1));
    }

    /** Report 1.30: a deletion names a cluster; right on both since 4.9.4. */
    @Test
    void aTopicIsDeletedInTheNamedClusterOnly() {
        var north = master("north").topics("in-two-clusters");
        var south = master("south").topics("in-two-clusters");

        var seen = STAGE.play(server -> {
            server.register("line", north);
            server.register("line", south);
            server.ask("admin", delete("in-two-clusters").with("clusterName", "north-cluster"));
            return server.addresses("in-two-clusters");
        });

        assertThat(seen.apache()).isEqualTo(Map.of("south-0", south.address()));
        assertThat(seen.ours()).isEqualTo(Map.of("south-0", south.address()));
    }

    /** Report 1.32: a topic was static, is deleted, and is created anew as a normal one. */
    @Test
    void aStaticMappingDiesWithItsTopic() {
        var mapping = new Mapping("once-static", "mapped", 1, Map.of(0, 0));
        var mapped = master("mapped").topic("once-static", 1, READ_WRITE, mapping);
        var normal = master("mapped").topic("once-static", 1, READ_WRITE).version(2);

        var seen = STAGE.play(server -> {
            server.register("line", mapped);
            assertThat(server.routeText("once-static")).contains("topicQueueMappingByBroker");
            server.ask("admin", delete("once-static"));
            server.register("line", normal);
            return server.routeText("once-static");
        });

        assertThat(seen.apache()).contains("queueDatas").contains("topicQueueMappingByBroker");
        assertThat(seen.ours()).contains("queueDatas").doesNotContain("topicQueueMappingByBroker");
    }

    private static Request delete(String topic) {
        return Request.of(DELETE_TOPIC, "topic", topic);
    }
}
