package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Write permission that is withheld from a broker name and given back (protocol 3.7). */
class DrainTest {
    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void aDrainedBrokerIsReadOnlyAndOthersAreNot() {
        known.accept(master("a"));
        known.accept(master("b"));

        assertThat(known.registry().wipeWritePermission("a")).isEqualTo(2);

        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 4/4/4/0, b[0=b-0:10911] 4/4/6/0");
        assertThat(known.group("a").drained()).isTrue();
        assertThat(known.registered("T1", "a")).isEqualTo(RegistrationBuilder.QUEUES);
    }

    @Test
    void whatIsGivenBackIsWhatWasRegistered() {
        known.accept(master("a")
                .topics(
                        new TopicQueues("T1", new Queues(8, 8, 7, 0)),
                        new TopicQueues("internal", new Queues(1, 1, 1, 0))));
        known.registry().wipeWritePermission("a");

        assertThat(known.registry().restoreWritePermission("a")).isEqualTo(2);

        assertThat(known.answered("T1", "a").permission()).isEqualTo(7);
        assertThat(known.answered("internal", "a").permission()).isEqualTo(1);
    }

    @Test
    void anUnknownBrokerHasNoTopicsAndIsNotRemembered() {
        assertThat(known.registry().wipeWritePermission("a")).isZero();
        assertThat(known.registry().restoreWritePermission("a")).isZero();

        known.registry().wipeWritePermission("a");
        known.accept(master("a"));

        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 4/4/6/0");
    }

    @Test
    void aDrainOutlastsRegistrationsAndNewTopics() {
        known.accept(master("a"));
        known.registry().wipeWritePermission("a");

        known.accept(master("a").stateVersion(7).topics("T1", "T3"));

        assertThat(known.answered("T1", "a").permission()).isEqualTo(4);
        assertThat(known.answered("T3", "a").permission()).isEqualTo(4);
    }

    @Test
    void aDrainOutlastsTheBroker() {
        known.accept(master("a"));
        known.registry().wipeWritePermission("a");
        known.registry().connectionLost(1);

        known.accept(master("a"));

        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 4/4/4/0");
    }

    @Test
    void aDrainIsLiftedWhileTheBrokerIsAway() {
        known.accept(master("a"));
        known.registry().wipeWritePermission("a");
        known.registry().connectionLost(1);

        assertThat(known.registry().restoreWritePermission("a")).isZero();

        known.accept(master("a"));

        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 4/4/6/0");
    }

    @Test
    void drainingTwiceIsLiftedOnce() {
        known.accept(master("a"));
        known.registry().wipeWritePermission("a");
        known.registry().wipeWritePermission("a");

        known.registry().restoreWritePermission("a");

        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 4/4/6/0");
    }

    @Test
    void restoringAGroupWithoutMasterDoesNotMakeItWritable() {
        known.accept(slave("a", 1));

        assertThat(known.registry().restoreWritePermission("a")).isEqualTo(2);

        assertThat(known.answered("T1", "a").permission()).isEqualTo(4);
    }

    @Test
    void topicsAreCountedOverAllTheirLayouts() {
        known.accept(master("a").topics("T1", "T2", "T3"));
        known.accept(master("b").topics("T3", "T4"));

        assertThat(known.registry().wipeWritePermission("a")).isEqualTo(3);
        assertThat(known.registry().wipeWritePermission("b")).isEqualTo(2);
    }
}
