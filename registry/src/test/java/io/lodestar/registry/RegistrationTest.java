package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.QUEUES;
import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an accepted registration changes (protocol 4.1). */
class RegistrationTest {
    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void anEmptyRegistryKnowsNothing() {
        assertThat(known.registry().find("T1")).isEmpty();
        assertThat(known.registry().groups()).isEmpty();
        assertThat(known.registry().topics()).isEmpty();
    }

    @Test
    void aRegisteredBrokerIsFoundByItsTopics() {
        known.accept(master("a"));

        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 4/4/6/0");
        assertThat(known.route("T2")).isEqualTo("a[0=a-0:10911] 4/4/6/0");
        assertThat(known.route("T3")).isEmpty();
    }

    @Test
    void theBrokersOfARouteAreSortedByName() {
        known.accept(master("b"));
        known.accept(master("c"));
        known.accept(master("a"));

        assertThat(known.route("T1"))
                .isEqualTo("a[0=a-0:10911] 4/4/6/0, b[0=b-0:10911] 4/4/6/0, c[0=c-0:10911] 4/4/6/0");
    }

    @Test
    void changedQueuesCountUnderAnUnchangedVersion() {
        known.accept(master("a"));

        known.accept(master("a").topics(new TopicQueues("T1", new Queues(8, 6, 4, 1)), new TopicQueues("T2", QUEUES)));

        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 8/6/4/1");
        assertThat(known.route("T2")).isEqualTo("a[0=a-0:10911] 4/4/6/0");
    }

    @Test
    void changedQueuesOfOneBrokerLeaveTheOthersAlone() {
        known.accept(master("a"));
        known.accept(master("b"));

        known.accept(master("a").topics(new TopicQueues("T1", new Queues(8, 8, 6, 0))));

        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 8/8/6/0, b[0=b-0:10911] 4/4/6/0");
        assertThat(known.route("T2")).isEqualTo("a[0=a-0:10911] 4/4/6/0, b[0=b-0:10911] 4/4/6/0");
    }

    @Test
    void aTopicListedTwiceHasItsLastQueues() {
        known.accept(master("a").topics(new TopicQueues("T1", QUEUES), new TopicQueues("T1", new Queues(1, 1, 6, 0))));

        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 1/1/6/0");
    }

    @Test
    void aTopicListedTwiceWithItsOldQueuesLastStaysAsItWas() {
        known.accept(master("a"));

        known.accept(master("a").topics(new TopicQueues("T1", new Queues(1, 1, 6, 0)), new TopicQueues("T1", QUEUES)));

        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 4/4/6/0");
    }

    @Test
    void aBrokerWithoutTopicsIsRegistered() {
        known.accept(master("a").topics(new TopicQueues[0]));

        assertThat(known.members("a")).isEqualTo("0=a-0:10911");
        assertThat(known.registry().topics()).isEmpty();
    }

    @Test
    void aBrokerJoinsOnce() {
        assertThat(known.accept(master("a")).joined()).isTrue();
        assertThat(known.accept(master("a")).joined()).isFalse();
        assertThat(known.accept(master("a").stateVersion(1).address("elsewhere:10911"))
                        .joined())
                .isTrue();
    }

    @Test
    void aMasterIsToldOfNoMaster() {
        assertThat(known.accept(master("a")).master()).isEmpty();
    }

    @Test
    void theLastRegistrationSettlesZoneAndActingMaster() {
        known.accept(master("a").zone("east").acting(ActingMaster.ENABLED));
        known.accept(slave("a", 1).zone("west").acting(ActingMaster.DISABLED));

        var group = known.group("a");

        assertThat(group.zone()).isEqualTo("west");
        assertThat(group.actingMaster()).isFalse();
    }

    @Test
    void anOlderBrokerCountsAsWithoutActingMaster() {
        known.accept(master("a").acting(ActingMaster.ENABLED));

        known.accept(master("a").acting(ActingMaster.UNKNOWN));

        assertThat(known.group("a").actingMaster()).isFalse();
    }

    @Test
    void filterServersAreReplacedOrEmptiedOnlyWhenSaid() {
        known.accept(master("a").filterServers("f:1", "f:2"));

        known.accept(master("a").filterServersUnsaid());

        assertThat(filterServers()).containsExactly("f:1", "f:2");

        known.accept(master("a").filterServers("f:3"));

        assertThat(filterServers()).containsExactly("f:3");

        known.accept(master("a").filterServers());

        assertThat(filterServers()).isEmpty();
    }

    @Test
    void filterServersFollowTheirAddressToAnotherId() {
        known.accept(slave("a", 1).address("x:1").filterServers("f:1"));

        known.accept(master("a").address("x:1").connection(2).filterServersUnsaid());

        assertThat(filterServers()).containsExactly("f:1");
    }

    @Test
    void filterServersOfAnAddressAreNotInheritedByItsSuccessor() {
        known.accept(master("a").filterServers("f:1"));

        known.accept(master("a").stateVersion(1).address("elsewhere:10911").filterServersUnsaid());

        assertThat(filterServers()).isEmpty();
    }

    private List<String> filterServers() {
        return known.group("a").master().orElseThrow().filterServers();
    }

    @Test
    void aRouteHeldByAReaderStaysAsItWas() {
        known.accept(master("a"));
        var held = known.registry().find("T1").orElseThrow().route();
        var groups = known.registry().groups();

        known.accept(master("a").stateVersion(1).address("elsewhere:10911"));
        known.unregister(new BrokerIdentity("cluster", "a", 0), "elsewhere:10911");

        assertThat(RouteText.of(held)).isEqualTo("a[0=a-0:10911] 4/4/6/0");
        assertThat(groups).containsOnlyKeys("a");
        assertThat(known.route("T1")).isEmpty();
    }
}
