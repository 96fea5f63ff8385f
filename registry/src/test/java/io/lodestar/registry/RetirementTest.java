package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Topics that a registration no longer lists (protocol 4.1 step 11a). */
class RetirementTest {
    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void unlistedTopicsStayUnlessTheyAreToRetire() {
        known.accept(master("a").topics("T1", "T2"));

        known.accept(master("a").topics("T2", "T3"));

        assertThat(known.registry().topics()).containsExactly("T1", "T2", "T3");
    }

    @Test
    void unlistedTopicsRetireOnThisBrokerOnly() {
        known.accept(master("a").topics("T1", "T2"));
        known.accept(master("b").topics("T1", "T2"));

        known.accept(master("a").topics("T2", "T3").retiresMissing());

        assertThat(known.route("T1")).isEqualTo("b[0=b-0:10911] 4/4/6/0");
        assertThat(known.route("T2")).isEqualTo("a[0=a-0:10911] 4/4/6/0, b[0=b-0:10911] 4/4/6/0");
        assertThat(known.route("T3")).isEqualTo("a[0=a-0:10911] 4/4/6/0");
    }

    @Test
    void aTopicOfNoOtherBrokerIsGoneWhenItRetires() {
        known.accept(master("a"));

        known.accept(master("a").topics(new TopicQueues[0]).retiresMissing());

        assertThat(known.registry().topics()).isEmpty();
        assertThat(known.members("a")).isEqualTo("0=a-0:10911");
    }

    @Test
    void aTopicThatWasPutRetiresToo() {
        known.accept(master("a"));
        known.registry().putTopic("T3", List.of(new Placement("a", RegistrationBuilder.QUEUES)));

        known.accept(master("a").retiresMissing());

        assertThat(known.registry().topics()).containsExactly("T1", "T2");
    }

    @Test
    void nothingRetiresByARegistrationWithMappings() {
        known.accept(master("a").topics("T1", "T2"));
        var mapping = new StaticMapping("T3", "a", "__global__", 1, 1, false, new TreeMap<>());

        known.accept(master("a").topics("T3", "T4").mapping(mapping).retiresMissing());

        assertThat(known.registry().topics()).containsExactly("T1", "T2", "T3", "T4");
    }

    @Test
    void aSlaveThatStandsInRetiresTopicsOfItsLostMaster() {
        known.accept(master("a").topics("T1", "T2"));
        known.accept(slave("a", 1));
        known.registry().connectionLost(1);

        known.accept(slave("a", 1).topics("T2", "T3").retiresMissing());

        assertThat(known.registry().topics()).containsExactly("T2", "T3");
    }

    @Test
    void aRefusedRegistrationRetiresNothing() {
        known.accept(master("a").stateVersion(2));

        known.register(
                master("a").address("x:1").stateVersion(1).topics("T8", "T9").retiresMissing());

        assertThat(known.registry().topics()).containsExactly("T1", "T2");
    }
}
