package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Topics that were deleted, and reports of them that come late (decision 8). The first registration has version 5. */
class TombstoneTest {
    private static final long STAMP = 1_700_000_000_000L;

    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void aReportFromBeforeDoesNotBringADeletedTopicBack() {
        known.accept(version(5, STAMP));
        known.registry().deleteTopic("T1");

        known.accept(version(5, STAMP));
        known.accept(version(4, STAMP));

        assertThat(known.registry().topics()).containsExactly("T2");
    }

    @Test
    void aNewerReportDoes() {
        known.accept(version(5, STAMP));
        known.registry().deleteTopic("T1");

        known.accept(version(6, STAMP));

        assertThat(known.registry().topics()).containsExactly("T1", "T2");
    }

    @Test
    void aLaterStampIsNewerAlsoWhereTheCounterStartedAnew() {
        known.accept(version(5, STAMP));
        known.registry().deleteTopic("T1");

        known.accept(version(1, STAMP + 1));

        assertThat(known.registry().topics()).containsExactly("T1", "T2");
    }

    @Test
    void aTopicThatIsMadeAnewIsNotDeletedByWhatFollows() {
        known.accept(version(5, STAMP));
        known.registry().deleteTopic("T1");
        known.accept(version(6, STAMP).topics("T1"));

        known.accept(version(5, STAMP));

        assertThat(known.registry().topics()).containsExactly("T1", "T2");
    }

    @Test
    void afterAWhileAnyReportBringsItBack() {
        known.accept(version(5, STAMP));
        known.registry().deleteTopic("T1");

        known.pass(Duration.ofSeconds(45));
        known.accept(version(5, STAMP));

        assertThat(known.registry().topics()).containsExactly("T2");

        known.pass(Duration.ofNanos(1));
        known.accept(version(5, STAMP));

        assertThat(known.registry().topics()).containsExactly("T1", "T2");
    }

    @Test
    void aTopicThatIsPutByHandIsBackAtOnce() {
        known.accept(version(5, STAMP));
        known.registry().deleteTopic("T1");

        known.registry().putTopic("T1", List.of(new Placement("a", RegistrationBuilder.QUEUES)));
        known.accept(version(5, STAMP));

        assertThat(known.registry().topics()).containsExactly("T1", "T2");
    }

    @Test
    void deletingInOneClusterLeavesTheOthersAlone() {
        known.accept(version(5, STAMP));
        known.accept(master("b").cluster("other").connection(7));

        known.registry().deleteTopic("T1", "cluster");
        known.accept(version(5, STAMP));

        assertThat(known.route("T1")).isEqualTo("b[0=b-0:10911] 4/4/6/0");
    }

    @Test
    void aBrokerWithoutVersionWaitsUntilTheTombstoneIsGone() {
        known.accept(master("a").noVersion());
        known.registry().deleteTopic("T1");

        known.accept(master("a").noVersion());

        assertThat(known.registry().topics()).containsExactly("T2");
    }

    private static RegistrationBuilder version(long counter, long timestamp) {
        return master("a").version(new DataVersion(0, timestamp, counter));
    }
}
