package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Topics on the same brokers with the same queues share one layout, one route, and the bytes rendered from it. */
class LayoutSharingTest {
    private static final Queues ONE = new Queues(1, 1, 6, 0);

    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void topicsWithEqualPlacementsShareOneRoute() {
        known.accept(master("a").topics("T1", "T2", "T3"));
        known.accept(master("b").topics("T1", "T2"));

        assertThat(route("T1")).isSameAs(route("T2")).isNotSameAs(route("T3"));
        assertThat(layouts()).isEqualTo(2);
    }

    @Test
    void topicsThatCameBySeparateWaysShareToo() {
        known.accept(master("b"));
        known.accept(master("a").topics("T8", "T9"));
        known.accept(master("a").topics("T1", "T2", "T8", "T9"));
        known.accept(master("b").topics("T8", "T9"));

        assertThat(route("T1")).isSameAs(route("T8"));
        assertThat(layouts()).isEqualTo(1);
    }

    @Test
    void topicsThatPartMeetAgain() {
        known.accept(master("a"));
        known.registry().putTopic("T1", List.of(new Placement("a", ONE)));
        assertThat(layouts()).isEqualTo(2);

        known.accept(master("a"));

        assertThat(route("T1")).isSameAs(route("T2"));
        assertThat(layouts()).isEqualTo(1);
    }

    @Test
    void topicsThatSwapTheirQueuesKeepTheTwoLayouts() {
        known.accept(master("a").topics(new TopicQueues("T1", ONE), new TopicQueues("T2", RegistrationBuilder.QUEUES)));

        known.accept(master("a").topics(new TopicQueues("T1", RegistrationBuilder.QUEUES), new TopicQueues("T2", ONE)));

        assertThat(known.registered("T1", "a")).isEqualTo(RegistrationBuilder.QUEUES);
        assertThat(known.registered("T2", "a")).isEqualTo(ONE);
        assertThat(layouts()).isEqualTo(2);
    }

    @Test
    void aLayoutGoesWithItsLastTopic() {
        known.accept(master("a").topics("T1", "T2"));
        known.accept(master("b").topics("T2", "T3"));
        assertThat(layouts()).isEqualTo(3);

        known.registry().deleteTopic("T2");
        assertThat(layouts()).isEqualTo(2);

        known.registry().connectionLost(1);
        assertThat(layouts()).isZero();
    }

    @Test
    void bytesAreRenderedOnceForAllTopicsOfALayout() {
        known.accept(master("a"));
        var rendered = new AtomicInteger();

        for (var topic : List.of("T1", "T2", "T1")) {
            byte[] bytes = route(topic).rendering(0, byte[].class, route -> {
                rendered.incrementAndGet();
                return RouteText.of(route).getBytes(UTF_8);
            });
            assertThat(bytes).asString(UTF_8).isEqualTo("a[0=a-0:10911] 4/4/6/0");
        }

        assertThat(rendered).hasValue(1);
    }

    @Test
    void eachNumberHasItsOwnBytes() {
        known.accept(master("a"));

        for (int number = 0; number < Route.RENDERINGS; number++) {
            byte kept = (byte) number;
            byte[] rendered = route("T1").rendering(number, byte[].class, route -> new byte[] {kept});
            assertThat(rendered).containsExactly(kept);
        }

        byte[] second = route("T1").rendering(2, byte[].class, route -> new byte[0]);
        assertThat(second).containsExactly(2);
    }

    @Test
    void whatIsForgottenIsRenderedAgain() {
        known.accept(master("a"));
        byte[] before = render("T1");

        route("T1").forget(0, before.clone());
        assertThat(render("T1")).as("another one was meant").isSameAs(before);
        route("T1").forget(0, before);

        assertThat(render("T1")).isNotSameAs(before).isEqualTo(before);
    }

    @Test
    void bytesOutlastARegistrationThatChangesNothing() {
        known.accept(master("a"));
        byte[] before = render("T1");

        known.accept(master("a").stateVersion(7).connection(9));

        assertThat(render("T1")).isSameAs(before);
    }

    @Test
    void bytesOutlastChangesOfBrokersElsewhere() {
        known.accept(master("a"));
        byte[] before = render("T1");

        known.accept(master("b").topics("T8", "T9"));
        known.accept(slave("b", 1));
        known.registry().wipeWritePermission("b");
        known.registry().connectionLost(2);

        assertThat(render("T1")).isSameAs(before);
    }

    @Test
    void bytesFollowEveryChangeOfAGroup() {
        known.accept(master("a"));
        render("T1");

        known.accept(slave("a", 1));
        assertThat(render("T1")).asString(UTF_8).isEqualTo("a[0=a-0:10911 1=a-1:10911] 4/4/6/0");

        known.registry().wipeWritePermission("a");
        assertThat(render("T1")).asString(UTF_8).isEqualTo("a[0=a-0:10911 1=a-1:10911] 4/4/4/0");

        known.registry().restoreWritePermission("a");
        known.registry().connectionLost(1);
        assertThat(render("T1")).asString(UTF_8).isEqualTo("a[1=a-1:10911] 4/4/4/0");
    }

    @Test
    void anOldRouteKeepsItsOldBytesToItself() {
        known.accept(master("a"));
        var old = route("T1");
        known.accept(slave("a", 1));

        old.rendering(0, byte[].class, route -> RouteText.of(route).getBytes(UTF_8));

        assertThat(render("T1")).asString(UTF_8).isEqualTo("a[0=a-0:10911 1=a-1:10911] 4/4/6/0");
    }

    private byte[] render(String topic) {
        return route(topic)
                .rendering(0, byte[].class, route -> RouteText.of(route).getBytes(UTF_8));
    }

    private Route route(String topic) {
        return known.registry().find(topic).orElseThrow().route();
    }

    private int layouts() {
        return known.registry().tables.topics.layouts().size();
    }
}
