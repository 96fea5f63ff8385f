package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Topics that a broker does not report any more (decision 8). Each broker has a topic of its own name. */
class RetirementTest {
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration PERIOD = Duration.ofSeconds(30);

    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void aTopicThatAFullReportLacksIsRetiredWhenNothingFollows() {
        known.accept(master("a").topics("a", "T1", "T2"));
        known.pass(PERIOD);
        known.changes();

        known.accept(version(2).topics("a", "T2", "T3"));
        known.pass(WAIT);

        assertThat(known.registry().topics()).containsExactly("T1", "T2", "T3", "a");

        known.pass(Duration.ofMillis(1));

        assertThat(known.registry().topics()).containsExactly("T2", "T3", "a");
        assertThat(known.changes())
                .containsExactly(
                        new Change.Topics("a", Change.Fate.ADDED, List.of("T3")),
                        new Change.Topics("a", Change.Fate.RETIRED, List.of("T1")));
    }

    @Test
    void aTopicThatIsNamedTwiceDoesNotStandForOneThatIsLacking() {
        known.accept(master("a").topics("a", "T1", "T2"));
        known.pass(PERIOD);

        known.accept(version(2).topics("a", "T2", "T2"));
        known.pass(PERIOD);

        assertThat(known.registry().topics()).containsExactly("T2", "a");
    }

    @Test
    void itIsRetiredOnThisBrokerOnly() {
        known.accept(master("a").topics("a", "T1"));
        known.accept(master("b").topics("b", "T1").connection(7));
        known.pass(PERIOD);

        known.accept(version(2).topics("a", "T2"));
        known.pass(PERIOD);

        assertThat(known.route("T1")).isEqualTo("b[0=b-0:10911] 4/4/6/0");
    }

    @Test
    void theTopicNamedLikeTheClusterShowsAFullReportToo() {
        known.accept(master("a").topics("cluster", "T1"));
        known.pass(PERIOD);

        known.accept(version(2).topics("cluster", "T2"));
        known.pass(PERIOD);

        assertThat(known.registry().topics()).containsExactly("T2", "cluster");
    }

    @Test
    void anIncrementOfSeveralTopicsRetiresNothing() {
        known.accept(master("a").topics("a", "T1", "T2"));
        known.pass(PERIOD);

        known.accept(version(2).topics("T3", "T4"));
        known.pass(PERIOD);

        assertThat(known.registry().topics()).containsExactly("T1", "T2", "T3", "T4", "a");
    }

    @Test
    void aSingleTopicRetiresNothingEvenIfItIsTheBrokersOwn() {
        known.accept(master("a").topics("a", "T1"));
        known.pass(PERIOD);

        known.accept(version(2).topics("a"));
        known.pass(PERIOD);

        assertThat(known.registry().topics()).containsExactly("T1", "a");
    }

    @Test
    void theChunksOfASplitRegistrationSpeakForEachOther() {
        for (int cycle = 0; cycle < 4; cycle++) {
            known.accept(master("a").topics("T1", "T2"));
            known.accept(master("a").topics("a", "T3"));
            known.accept(master("a").topics("cluster", "T4"));
            known.accept(master("a").topics(new TopicQueues[0]));
            known.pass(PERIOD);
        }

        assertThat(known.registry().topics()).containsExactly("T1", "T2", "T3", "T4", "a", "cluster");
    }

    @Test
    void chunksThatComeBeforeTheirReportsAnchorAreNotLostToTheReportBefore() {
        for (int repetition = 0; repetition < 2; repetition++) {
            known.accept(master("a").topics("T1", "T2"));
            known.accept(master("a").topics("a", "T3"));
            known.pass(Duration.ofSeconds(9));
        }
        known.pass(PERIOD);

        assertThat(known.registry().topics()).containsExactly("T1", "T2", "T3", "a");
    }

    @Test
    void aStallBetweenTwoChunksDoesNotEndTheirReport() {
        known.accept(master("a").topics("a", "T1"));
        known.accept(master("a").topics("T2", "T3"));
        known.pass(PERIOD);
        known.accept(version(2).topics("a", "T1"));

        known.stall(Duration.ofMinutes(1));
        known.accept(version(2).topics("T2", "T3"));
        known.pass(PERIOD);

        assertThat(known.registry().topics()).containsExactly("T1", "T2", "T3", "a");
    }

    @Test
    void aTopicThatNoChunkNamesIsRetired() {
        known.accept(master("a").topics("T1", "T2"));
        known.accept(master("a").topics("a", "T3"));
        known.pass(PERIOD);

        known.accept(version(2).topics("T1", "T4"));
        known.pass(Duration.ofSeconds(9));
        known.accept(version(2).topics("a", "T3"));
        known.pass(PERIOD);

        assertThat(known.registry().topics()).containsExactly("T1", "T3", "T4", "a");
    }

    @Test
    void aReportThatComesAgainAndAgainIsNotWaitedForForEver() {
        known.accept(master("a").topics("a", "T1", "T2"));
        known.pass(PERIOD);

        known.accept(version(2).topics("a", "T2"));
        known.pass(Duration.ofSeconds(9));
        known.accept(version(2).topics("a", "T2"));

        assertThat(known.registry().topics()).containsExactly("T2", "a");
    }

    @Test
    void aReportThatIsCutOffByANewerOneRetiresNothing() {
        known.accept(master("a").topics("a", "T1", "T2"));
        known.pass(PERIOD);

        known.accept(version(2).topics("a", "T2"));
        known.accept(version(3).topics("a", "T1", "T2"));
        known.pass(PERIOD);

        assertThat(known.registry().topics()).containsExactly("T1", "T2", "a");
    }

    @Test
    void aTopicThatWasJustMadeSurvivesAReportFromBefore() {
        known.accept(master("a").topics("a", "T1"));
        known.pass(PERIOD);

        known.accept(version(2).topics("T2"));
        known.registry().putTopic("T3", List.of(new Placement("a", RegistrationBuilder.QUEUES)));
        known.accept(master("a").topics("a", "T1"));
        known.pass(Duration.ofSeconds(20));

        assertThat(known.registry().topics()).containsExactly("T1", "T2", "T3", "a");
    }

    @Test
    void aTopicThatIsNamedAgainInTimeStays() {
        known.accept(master("a").topics("a", "T1"));
        known.pass(PERIOD);

        known.accept(version(2).topics("a", "T2"));
        known.pass(Duration.ofSeconds(9));
        known.accept(version(3).topics("T1"));
        known.pass(PERIOD);

        assertThat(known.registry().topics()).containsExactly("T1", "T2", "a");
    }

    @Test
    void withTheOriginalsSwitchAReportWithoutTheBrokersTopicIsFull() {
        known.accept(master("a").topics("T1", "T2"));
        known.pass(PERIOD);

        known.accept(version(2).topics("T2", "T3").presumedFull());
        known.pass(PERIOD);

        assertThat(known.registry().topics()).containsExactly("T2", "T3");
    }

    @Test
    void aSlaveThatStandsInRetiresTopicsOfItsLostMaster() {
        known.accept(master("a").topics("a", "T1"));
        known.accept(slave("a", 1));
        known.registry().connectionLost(1);
        known.pass(PERIOD);

        known.accept(slave("a", 1).topics("a", "T3"));
        known.pass(PERIOD);

        assertThat(known.registry().topics()).containsExactly("T3", "a");
    }

    @Test
    void aSlaveBesideItsMasterRetiresNothing() {
        known.accept(master("a").topics("a", "T1"));
        known.pass(PERIOD);

        known.accept(slave("a", 1).topics("a", "T3"));
        known.pass(PERIOD);

        assertThat(known.registry().topics()).containsExactly("T1", "a");
    }

    @Test
    void aRefusedRegistrationRetiresNothing() {
        known.accept(master("a").stateVersion(2).topics("a", "T1"));
        known.pass(PERIOD);

        known.register(master("a").address("x:1").stateVersion(1).topics("a", "T9"));
        known.pass(PERIOD);

        assertThat(known.registry().topics()).containsExactly("T1", "a");
    }

    @Test
    void aBrokerThatLeftAndCameBackStartsAfresh() {
        known.accept(master("a").topics("a", "T1"));
        known.pass(PERIOD);
        known.accept(version(2).topics("a", "T2"));
        known.registry().connectionLost(1);

        known.accept(version(3).topics("a", "T1"));
        known.pass(PERIOD);

        assertThat(known.registry().topics()).containsExactly("T1", "a");
    }

    private static RegistrationBuilder version(long counter) {
        return master("a").version(new DataVersion(0, 1_700_000_000_000L, counter));
    }
}
