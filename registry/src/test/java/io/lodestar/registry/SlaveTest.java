package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which slaves bring topics, what they are told of their master, and what a group without master answers (protocol 4.1). */
class SlaveTest {
    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @ParameterizedTest
    @EnumSource(names = {"ENABLED", "DISABLED"})
    void theSlaveWithTheSmallestIdBringsTopicsThatNobodyMayWriteTo(ActingMaster acting) {
        known.accept(slave("a", 2).acting(acting));

        assertThat(known.route("T1")).isEqualTo("a[2=a-2:10911] 4/4/4/0");
        assertThat(known.registered("T1", "a")).isEqualTo(new Queues(4, 4, 6, 0));
    }

    @Test
    void aSlaveBeforeFiveBringsNoTopics() {
        known.accept(slave("a", 1).acting(ActingMaster.UNKNOWN));

        assertThat(known.members("a")).isEqualTo("1=a-1:10911");
        assertThat(known.registry().topics()).isEmpty();
    }

    @Test
    void aSlaveThatIsNotTheSmallestBringsNoTopics() {
        known.accept(slave("a", 1));

        known.accept(slave("a", 2).topics("T3", "T4"));

        assertThat(known.registry().topics()).containsExactly("T1", "T2");
    }

    @Test
    void aSlaveBesideItsMasterBringsNoTopicsAndRetiresNone() {
        known.accept(master("a"));

        known.accept(slave("a", 1).topics("T3", "T4").presumedFull());

        assertThat(known.registry().topics()).containsExactly("T1", "T2");
    }

    @Test
    void aGroupThatLosesItsMasterIsReadOnlyUntilItReturns() {
        known.accept(master("a"));
        known.accept(slave("a", 1));

        known.registry().connectionLost(1);

        assertThat(known.route("T1")).isEqualTo("a[1=a-1:10911] 4/4/4/0");

        known.accept(master("a"));

        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911 1=a-1:10911] 4/4/6/0");
    }

    @Test
    void aReadOnlyAnswerKeepsTheOtherPermissions() {
        var inherited = new TopicQueues("T1", new Queues(4, 4, 1 | 2 | 4 | 8, 3));
        known.accept(slave("a", 1).topics(inherited, new TopicQueues("T2", new Queues(1, 1, 1, 0))));

        assertThat(known.answered("T1", "a")).isEqualTo(new Queues(4, 4, 1 | 4 | 8, 3));
        assertThat(known.answered("T2", "a")).isEqualTo(new Queues(1, 1, 1, 0));
    }

    @Test
    void aSlaveIsToldOfItsMaster() {
        known.accept(master("a").haAddress("ha:1"));

        var accepted = known.accept(slave("a", 1));

        assertThat(accepted.master().map(Member::address)).contains("a-0:10911");
        assertThat(accepted.master().map(Member::haAddress)).contains("ha:1");
    }

    @Test
    void aSlaveWithoutMasterIsToldOfNone() {
        known.accept(slave("a", 1));
        known.accept(master("b"));

        assertThat(known.accept(slave("a", 2)).master()).isEmpty();
    }

    @Test
    void aCandidateIsNeverTheSmallestAndBringsNothing() {
        known.accept(slave("a", -1).connection(9).topics("T8", "T9").acting(ActingMaster.ENABLED));
        known.accept(slave("a", 1).acting(ActingMaster.ENABLED));

        assertThat(known.group("a").smallest().map(Member::brokerId)).contains(1L);
        assertThat(known.registry().topics()).containsExactly("T1", "T2");
    }

    @Test
    void aSlaveIsNotToldOfAMasterThatLeft() {
        known.accept(master("a"));
        known.accept(slave("a", 1));
        known.registry().connectionLost(1);

        assertThat(known.accept(slave("a", 1)).master()).isEmpty();
    }
}
