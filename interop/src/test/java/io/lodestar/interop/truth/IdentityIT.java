package io.lodestar.interop.truth;

import static io.lodestar.interop.truth.Broker.master;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.differential.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who a broker is, where two say the same of themselves. */
@Execution(ExecutionMode.SAME_THREAD)
class IdentityIT {
    private static final int SUCCESS = 0;
    private static final int SYSTEM_ERROR = 1;
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @RegisterExtension
    static final Stage STAGE = Stage.shared();

    /** What became of a registration, and of the route of the topic that it was about. */
    private record Verdict(Answer answer, Map<String, String> route) {}

    /** Report 1.7: a replica that was restarted with the id of the master. */
    @Test
    void aStrangerDoesNotTakeTheSeatOfALiveMaster() {
        var owner = master("seat");
        var stranger = owner.at("stranger.example:10911");

        var seen = STAGE.play(server -> {
            server.register("owner", owner);
            var answer = server.register("stranger", stranger);
            return new Verdict(answer, server.addresses(owner.topic()));
        });

        assertThat(seen.apache().answer().code()).isEqualTo(SUCCESS);
        assertThat(seen.apache().route()).isEqualTo(Map.of("seat-0", stranger.address()));
        assertThat(seen.ours().answer().code()).isEqualTo(SYSTEM_ERROR);
        assertThat(seen.ours().answer().remark().orElse("")).contains("seat", owner.address());
        assertThat(seen.ours().route()).isEqualTo(Map.of("seat-0", owner.address()));
    }

    /** Report 1.9: the master of a former epoch is told nothing, and its other seat is gone before it is looked at. */
    @Test
    void aMasterOfAFormerEpochIsToldSoAndKeepsWhatItHas() {
        var current = master("epochs").epoch(2);
        var former = current.slave(2).epoch(1);

        var seen = STAGE.play(server -> {
            server.register("current", current);
            server.register("former", former);
            var answer = server.register("former", former.id(0));
            return new Verdict(answer, server.addresses(current.topic()));
        });

        assertThat(seen.apache().answer().code()).isEqualTo(SUCCESS);
        assertThat(seen.apache().route()).isEqualTo(Map.of("epochs-0", current.address()));
        assertThat(seen.ours().answer().code()).isEqualTo(SYSTEM_ERROR);
        assertThat(seen.ours().answer().remark().orElse("")).contains("epochs", current.address());
        assertThat(seen.ours().route()).isEqualTo(Map.of("epochs-0", current.address(), "epochs-2", former.address()));
    }

    /** Report 1.9, what it asked for: right on both. */
    @Test
    void theMasterOfALaterEpochTakesTheSeat() {
        var former = master("later-epoch").epoch(1);
        var current = former.at("later.example:10911").epoch(2);

        var seen = STAGE.play(server -> {
            server.register("former", former);
            server.register("current", current);
            return server.addresses(former.topic());
        });

        assertThat(seen.apache()).isEqualTo(Map.of("later-epoch-0", current.address()));
        assertThat(seen.ours()).isEqualTo(Map.of("later-epoch-0", current.address()));
    }

    /** Report 1.10: a broker that only registers when it is told that something changed. */
    @Test
    void aBrokerOfAnotherRoleThanTheStoredOneIsToldToRegister() {
        var slave = master("role").slave(1);
        var promoted = slave.id(0);

        var seen = STAGE.play(server -> {
            server.register("line", slave);
            return Map.of(
                    "slave", server.ask("line", slave.versionQuery()).field("changed"),
                    "promoted", server.ask("line", promoted.versionQuery()).field("changed"),
                    "renamed",
                            server.ask("line", slave.named("other-role").versionQuery())
                                    .field("changed"));
        });

        assertThat(seen.apache()).isEqualTo(Map.of("slave", "false", "promoted", "false", "renamed", "false"));
        assertThat(seen.ours()).isEqualTo(Map.of("slave", "false", "promoted", "true", "renamed", "true"));
    }

    /** Report 1.11: a container comes back at another address, and nobody saw the old connection close. */
    @Test
    void aBrokerAtANewAddressReplacesTheOldOneWhollyOnceThatIsSilent() {
        var before = master("container").lease(A_SECOND);
        var after = before.at("elsewhere.example:10911").lease(Duration.ofMinutes(2));

        var seen = STAGE.play(server -> {
            server.register("before", before);
            server.await(
                    "the new address to be let in",
                    () -> server.register("after", after).succeeded());
            assertThat(server.addresses(before.topic())).isEqualTo(Map.of("container-0", after.address()));
            return Side.text(server.ask("reader", before.versionQuery()));
        });

        assertThat(seen.apache()).as("what is known of the old address").contains("counter");
        assertThat(seen.ours()).as("what is known of the old address").isEmpty();
    }

    /** Report 1.11, where the old connection is seen to close: right on both, and at once. */
    @Test
    void aBrokerThatLeftMayComeBackElsewhere() {
        var before = master("container-2");
        var after = before.at("elsewhere-2.example:10911");

        var seen = STAGE.play(server -> {
            server.register("before", before);
            server.hangUp("before");
            server.register("after", after);
            return server.addresses(before.topic());
        });

        assertThat(seen.apache()).isEqualTo(Map.of("container-2-0", after.address()));
        assertThat(seen.ours()).isEqualTo(Map.of("container-2-0", after.address()));
    }

    /** Report 1.12: one address under two names, of which the broker has only the second. */
    @Test
    void theFormerNameOfABrokerIsForgotten() {
        var former = master("former-name").in("renaming").lease(A_SECOND);
        var renamed = former.named("later-name").lease(Duration.ofMinutes(2));

        var seen = STAGE.play(server -> {
            server.register("line", former);
            server.register("line", renamed);
            server.hangUp("line");
            return server.cluster().groups().keySet().stream()
                    .filter(Set.of("former-name", "later-name")::contains)
                    .count();
        });

        assertThat(seen.apache()).as("names that stay for ever").isEqualTo(1);
        assertThat(seen.ours()).isZero();
    }

    /** Report 1.12, while the broker lives: nobody renews the lease of a name that nobody has. */
    @Test
    void theFormerNameOfALiveBrokerRunsOut() {
        var former = master("worn-name").in("wearing").lease(A_SECOND);
        var renamed = former.named("fresh-name").lease(Duration.ofMinutes(2));

        var routed = STAGE.playOnOurs(server -> {
            server.register("line", former);
            server.register("line", renamed);
            server.await("the former name to run out", () -> {
                server.ask("line", renamed.heartbeat());
                return !server.cluster().groups().containsKey("worn-name");
            });
            return server.addresses(renamed.topic());
        });

        assertThat(routed).isEqualTo(Map.of("fresh-name-0", renamed.address()));
    }

    /** Report 1.13: two clusters that both call a broker the same. */
    @Test
    void aNameBelongsToTheClusterThatHasIt() {
        var east = master("broker-of-two").in("east");
        var west = east.in("west").at("west.example:10911");

        var seen = STAGE.play(server -> {
            server.register("east", east);
            var answer = server.register("west", west);
            return new Verdict(answer, server.addresses(east.topic()));
        });

        assertThat(seen.apache().answer().code()).isEqualTo(SUCCESS);
        assertThat(seen.apache().route()).isEqualTo(Map.of("broker-of-two-0", west.address()));
        assertThat(seen.ours().answer().code()).isEqualTo(SYSTEM_ERROR);
        assertThat(seen.ours().answer().remark().orElse("")).contains("broker-of-two", "east");
        assertThat(seen.ours().route()).isEqualTo(Map.of("broker-of-two-0", east.address()));
    }
}
