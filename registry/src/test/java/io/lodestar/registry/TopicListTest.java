package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.QUEUES;
import static io.lodestar.registry.RegistrationBuilder.master;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The lists of topics (protocol 3.3). */
class TopicListTest {
    private static final Queues UNIT = new Queues(4, 4, 6, 1);
    private static final Queues SUBSCRIBED = new Queues(4, 4, 6, 2);
    private static final Queues BOTH = new Queues(4, 4, 6, 3);

    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void allTopicsAreListedOnceAndSorted() {
        known.accept(master("b").topics("T3", "T1"));
        known.accept(master("a").topics("T1", "T2"));

        assertThat(known.registry().topics()).containsExactly("T1", "T2", "T3");
    }

    @Test
    void aClusterHasTheTopicsOfItsBrokers() {
        known.accept(master("a").cluster("east").topics("T1", "T2"));
        known.accept(master("b").cluster("west").topics("T2", "T3"));

        assertThat(known.registry().topicsOf("east")).containsExactly("T1", "T2");
        assertThat(known.registry().topicsOf("west")).containsExactly("T2", "T3");
        assertThat(known.registry().topicsOf("north")).isEmpty();
    }

    @Test
    void topicsAreChosenByTheQueuesOfAnyBroker() {
        known.accept(master("a")
                .topics(
                        new TopicQueues("plain", QUEUES),
                        new TopicQueues("unit", UNIT),
                        new TopicQueues("subscribed", SUBSCRIBED),
                        new TopicQueues("both", BOTH),
                        new TopicQueues("mixed", QUEUES)));
        known.accept(master("b").topics(new TopicQueues("mixed", UNIT), new TopicQueues("plain", QUEUES)));

        assertThat(known.registry().catalogue().with(Queues::isUnit)).containsExactly("both", "mixed", "unit");
        assertThat(known.registry().catalogue().with(Queues::hasUnitSubscription))
                .containsExactly("both", "subscribed");
        assertThat(known.registry().catalogue().with(queues -> queues.hasUnitSubscription() && !queues.isUnit()))
                .containsExactly("subscribed");
    }

    @Test
    void topicsAreChosenByWhatWasRegisteredNotByADrain() {
        known.accept(master("a"));
        known.registry().wipeWritePermission("a");

        assertThat(known.registry().catalogue().with(QUEUES::equals)).containsExactly("T1", "T2");
    }
}
