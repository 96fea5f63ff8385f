package io.lodestar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.client.BrokerGroup;
import io.lodestar.client.QueueMapping;
import io.lodestar.client.TopicQueues;
import io.lodestar.client.TopicRoute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DifferenceTest {
    private static final TopicRoute ROUTE = new TopicRoute(
            "orders",
            List.of(
                    group("a", Map.of(0L, "10.0.0.1:10911", 1L, "10.0.0.2:10911")),
                    group("b", Map.of(0L, "10.0.0.3:10911"))),
            List.of(new TopicQueues("a", 4, 4, 6, 0), new TopicQueues("b", 8, 8, 6, 0)),
            Optional.empty(),
            new TreeMap<>(),
            new TreeMap<>());

    private static BrokerGroup group(String name, Map<Long, String> addresses) {
        return new BrokerGroup("C", name, new TreeMap<>(addresses), Optional.empty(), false);
    }

    /** Each way in which a route can differ, and what is said of it. */
    enum Change {
        PERMISSION("a.permission", route -> withQueues(route, new TopicQueues("a", 4, 4, 4, 0))),
        QUEUES("a.queues", route -> withQueues(route, new TopicQueues("a", 4, 2, 6, 0))),
        FLAG("a.systemFlag", route -> withQueues(route, new TopicQueues("a", 4, 4, 6, 1))),
        ADDRESS(
                "a.address 0",
                route -> withGroup(route, group("a", Map.of(0L, "10.9.9.9:10911", 1L, "10.0.0.2:10911")))),
        SLAVE("a.address 1", route -> withGroup(route, group("a", Map.of(0L, "10.0.0.1:10911")))),
        CLUSTER(
                "a.cluster",
                route -> withGroup(
                        route, new BrokerGroup("D", "a", ROUTE.groups().get(0).addresses(), Optional.empty(), false))),
        ZONE(
                "a.zone",
                route -> withGroup(
                        route, new BrokerGroup("C", "a", ROUTE.groups().get(0).addresses(), Optional.of("z"), false))),
        ACTING_MASTER(
                "a.actingMaster",
                route -> withGroup(
                        route, new BrokerGroup("C", "a", ROUTE.groups().get(0).addresses(), Optional.empty(), true))),
        BROKER(
                "b",
                route -> new TopicRoute(
                        "orders",
                        route.groups().subList(0, 1),
                        route.queues().subList(0, 1),
                        Optional.empty(),
                        route.mappings(),
                        route.filterServers())),
        ORDER(
                "orderConfig",
                route -> new TopicRoute(
                        "orders",
                        route.groups(),
                        route.queues(),
                        Optional.of("a:4"),
                        route.mappings(),
                        route.filterServers())),
        MAPPING(
                "a.mapping",
                route -> new TopicRoute(
                        "orders",
                        route.groups(),
                        route.queues(),
                        Optional.empty(),
                        new TreeMap<>(Map.of("a", new QueueMapping("__global__", 2, 1, new TreeMap<>(Map.of(0, 1))))),
                        route.filterServers())),
        FILTERS(
                "filterServers 10.0.0.1:10911",
                route -> new TopicRoute(
                        "orders",
                        route.groups(),
                        route.queues(),
                        Optional.empty(),
                        route.mappings(),
                        new TreeMap<>(Map.of("10.0.0.1:10911", List.of("f:1")))));

        private final String field;
        private final UnaryOperator<TopicRoute> change;

        Change(String field, UnaryOperator<TopicRoute> change) {
            this.field = field;
            this.change = change;
        }

        private static TopicRoute withQueues(TopicRoute route, TopicQueues first) {
            return new TopicRoute(
                    "orders",
                    route.groups(),
                    List.of(first, route.queues().get(1)),
                    Optional.empty(),
                    route.mappings(),
                    route.filterServers());
        }

        private static TopicRoute withGroup(TopicRoute route, BrokerGroup first) {
            return new TopicRoute(
                    "orders",
                    List.of(first, route.groups().get(1)),
                    route.queues(),
                    Optional.empty(),
                    route.mappings(),
                    route.filterServers());
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachChangeIsOneDifferenceInItsField(Change change) {
        var other = change.change.apply(ROUTE);

        assertThat(other).isNotEqualTo(ROUTE);
        assertThat(between(Optional.of(ROUTE), Optional.of(other)))
                .extracting(Difference::field)
                .containsExactly(change.field);
    }

    @Test
    void aTopicThatIsMissingIsOneDifferenceAndNoMoreIsSaidOfIt() {
        assertThat(between(Optional.of(ROUTE), Optional.empty()))
                .containsExactly(new Difference("topic", "orders", "", Map.of("one", "present")));
    }

    @Test
    void whatDiffersInAnotherWayAtTheSecondLookStillDiffers() {
        var first = new Difference("topic", "orders", "", Map.of("one", "present"));
        var second = new Difference("topic", "orders", "a.permission", Map.of("one", "rw-", "other", "r--"));

        assertThat(second.isLike(first)).isTrue();
        assertThat(second.isLike(new Difference("broker", "orders", "", Map.of())))
                .isFalse();
    }

    @Test
    void whatIsAlikeIsNoDifference() {
        assertThat(between(Optional.of(ROUTE), Optional.of(ROUTE))).isEmpty();
    }

    private static List<Difference> between(Optional<TopicRoute> one, Optional<TopicRoute> other) {
        var views = new LinkedHashMap<String, Optional<SortedMap<Field, String>>>();
        views.put("one", one.map(Fields::of));
        views.put("other", other.map(Fields::of));
        return Difference.between("topic", "orders", views);
    }
}
