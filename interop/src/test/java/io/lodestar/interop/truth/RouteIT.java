package io.lodestar.interop.truth;

import static io.lodestar.interop.truth.Broker.master;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.differential.Json;
import io.lodestar.interop.differential.Request;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routes are worked out from what brokers registered, which is never edited. */
class RouteIT {
    private static final int ROUTE = 105;
    private static final int WIPE_WRITE_PERMISSION = 205;
    private static final int ADD_WRITE_PERMISSION = 327;
    private static final int FLAPS = 200;
    private static final int READ_WRITE_INHERIT = 7;
    private static final int READ_WRITE = 6;
    private static final int READ = 4;

    @RegisterExtension
    static final Stage STAGE = Stage.with(Map.of("supportActingMaster", "true"));

    /** Report 1.8: a candidate of an election has the smallest id of all. */
    @Test
    void aCandidateTakesNoWritePermissionAway() {
        var leader = master("election").mayAct();
        var candidate = leader.slave(-1);

        var seen = STAGE.play(server -> {
            server.register("leader", leader);
            server.register("candidate", candidate);
            server.register("leader", leader);
            return server.permissions(leader.topic());
        });

        assertThat(seen.apache()).isEqualTo(Map.of("election", READ));
        assertThat(seen.ours()).isEqualTo(Map.of("election", READ_WRITE));
    }

    /** Report 1.35: any change of the broker's topics undoes what the operator did. */
    @Test
    void aDrainOutlastsChangesAndAbsenceOfItsBroker() {
        var broker = master("drained");
        var changed = broker.version(2).topic("drained-new", 4, READ_WRITE);

        var seen = STAGE.play(server -> {
            server.register("first", broker);
            server.ask("admin", Request.of(WIPE_WRITE_PERMISSION, "brokerName", "drained"));
            server.register("first", changed);
            var afterChange = server.permissions(broker.topic());
            server.hangUp("first");
            server.register("second", changed);
            return List.of(afterChange, server.permissions(broker.topic()), server.permissions("drained-new"));
        });
        STAGE.playOnOurs(server -> server.ask("admin", Request.of(ADD_WRITE_PERMISSION, "brokerName", "drained")));

        assertThat(seen.apache()).containsOnly(Map.of("drained", READ_WRITE));
        assertThat(seen.ours()).containsOnly(Map.of("drained", READ));
    }

    /** Report 1.36: what is given back is more, or less, than what was there. */
    @Test
    void aLiftedDrainLeavesThePermissionsAsRegistered() {
        var broker =
                master("lifted").topic("lifted-read-only", 4, READ).topic("lifted-inheriting", 4, READ_WRITE_INHERIT);

        var seen = STAGE.play(server -> {
            server.register("line", broker);
            server.ask("admin", Request.of(WIPE_WRITE_PERMISSION, "brokerName", "lifted"));
            server.ask("admin", Request.of(ADD_WRITE_PERMISSION, "brokerName", "lifted"));
            return List.of(server.permissions("lifted-read-only"), server.permissions("lifted-inheriting"));
        });

        assertThat(seen.apache()).containsOnly(Map.of("lifted", READ_WRITE));
        assertThat(seen.ours()).containsExactly(Map.of("lifted", READ), Map.of("lifted", READ_WRITE_INHERIT));
    }

    /**
     * Report 1.40: the master comes and goes while clients ask, and a slave stands in for it. The original's rare mixture of the
     * two times (a master, and a queue that nobody may write to) was seen in one of 400 answers, too few to ask for it.
     */
    @Test
    void noAnswerMixesTheTimesWithAndWithoutAMaster() {
        var master = master("flapping").mayAct();
        var slave = master.slave(1);

        var seen = STAGE.playOnOurs(server -> {
            server.register("slave", slave);
            var views = new HashSet<String>();
            for (int i = 0; i < FLAPS; i++) {
                server.sendOneWay("master", master.version(i).full());
                views.add(server.view(master.topic()).toString());
                server.sendOneWay("master", master.goodbye());
                views.add(server.view(master.topic()).toString());
            }
            return views;
        });

        assertThat(seen)
                .containsExactlyInAnyOrder(
                        "{flapping=6} at {flapping-0=flapping.example:10911, flapping-1=flapping-1.example:10911}",
                        "{flapping=4} at {flapping-0=flapping-1.example:10911}");
    }

    /** Report 1.41: a slave of a group whose master is away, of 5.x and of 4.x. */
    @Test
    void nobodyIsSentToWriteWhereNoMasterIs() {
        var young = master("alone").slave(1);
        var oldMaster = master("left-alone").old();
        var oldSlave = oldMaster.slave(1);

        var seen = STAGE.play(server -> {
            server.register("young", young);
            server.register("old-master", oldMaster);
            server.register("old-slave", oldSlave);
            server.hangUp("old-master");
            assertThat(server.addresses(young.topic())).containsOnlyKeys("alone-1");
            assertThat(server.addresses(oldSlave.topic())).containsOnlyKeys("left-alone-1");
            return List.of(server.permissions(young.topic()), server.permissions(oldSlave.topic()));
        });

        assertThat(seen.apache()).containsExactly(Map.of("alone", READ_WRITE), Map.of("left-alone", READ_WRITE));
        assertThat(seen.ours()).containsExactly(Map.of("alone", READ), Map.of("left-alone", READ));
    }

    /** Report 1.42: a reader in a zone without brokers, which only reads standard JSON. */
    @Test
    void aZoneWithoutBrokersIsServedFromTheOthersInTheDialectAskedFor() {
        var broker = master("zoned").zone("zone-a");

        var seen = STAGE.play(server -> {
            server.register("line", broker);
            return List.of(
                    Side.text(server.ask("reader", zoned(broker.topic(), "zone-a"))),
                    Side.text(server.ask("reader", zoned(broker.topic(), "zone-b"))));
        });

        assertThat(seen.apache()).noneMatch(text -> isStandardJsonWith(broker.address(), text));
        assertThat(seen.apache().get(1)).contains("\"brokerDatas\":[]").contains("\"queueDatas\":[]");
        assertThat(seen.ours()).allMatch(text -> isStandardJsonWith(broker.address(), text));
    }

    private static Request zoned(String topic, String zone) {
        return Request.of(ROUTE, "topic", topic)
                .with("acceptStandardJsonOnly", "true")
                .with("__ZONE_MODE", "true")
                .with("__ZONE_NAME", zone);
    }

    private static boolean isStandardJsonWith(String address, String text) {
        return Json.strict(text).isPresent() && text.contains(address);
    }

    /** Report 1.43: the same two brokers, which came in another order. The original's hash tells their names not apart. */
    @Test
    void queuesAreInOneOrderWhoeverCameFirst() {
        var first = master("sorted-BB").in("sorting");
        var second = master("sorted-Aa").in("sorting");

        var seen = STAGE.play(server -> {
            server.register("one", first.topics("sorted-1"));
            server.register("two", second.topics("sorted-1", "sorted-2"));
            server.register("one", first.topics("sorted-1", "sorted-2").version(2));
            return List.of(brokerOfFirstQueues(server, "sorted-1"), brokerOfFirstQueues(server, "sorted-2"));
        });

        assertThat(seen.apache()).containsExactly("sorted-BB", "sorted-Aa");
        assertThat(seen.ours()).containsExactly("sorted-Aa", "sorted-Aa");
    }

    private static String brokerOfFirstQueues(Side server, String topic) {
        return Optional.of(server.routeText(topic))
                .flatMap(Json::legacy)
                .map(tree -> tree.path("queueDatas").path(0).path("brokerName").asText())
                .orElseThrow();
    }
}
