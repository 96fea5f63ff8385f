package io.lodestar.server.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.registry.ActingMaster;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.registry.Content;
import io.lodestar.registry.Queues;
import io.lodestar.registry.Registration;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Route;
import io.lodestar.registry.Ticker;
import io.lodestar.registry.TopicQueues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RenderingsTest {
    private static final int TOPICS = 300;
    private static final long LIMIT_BYTES = 20_000;

    private static final Manner STANDARD = Manner.of(JsonDialect.STANDARD, false);

    private final Registry registry = new Registry(Ticker.system());
    private final Renderings renderings = new Renderings(LIMIT_BYTES);

    @BeforeEach
    void register() {
        var topics = IntStream.range(0, TOPICS)
                .mapToObj(i -> new TopicQueues("T" + i, new Queues(1_000 + i, 1, 6, 0)))
                .toList();
        var registered = registry.register(new Registration(
                new BrokerIdentity("C", "a", 0),
                "h:1",
                "",
                "",
                ActingMaster.UNKNOWN,
                Duration.ofMinutes(2),
                new Content(Optional.empty(), topics, List.of(), Optional.empty(), true),
                1,
                Optional.empty()));
        assertThat(registered).isNotNull();
    }

    @Test
    void aRouteIsRenderedOnce() {
        var first = renderings.answer(route(7), STANDARD);

        assertThat(renderings.answer(route(7), STANDARD)).isSameAs(first);
        assertThat(first.body().toString(UTF_8)).contains("\"readQueueNums\":1007");
    }

    @Test
    void eachMannerHasItsOwnAnswer() {
        var standard = renderings.answer(route(7), STANDARD).body().toString(UTF_8);
        var legacy = renderings
                .answer(route(7), Manner.of(JsonDialect.LEGACY, false))
                .body()
                .toString(UTF_8);

        assertThat(standard).contains("{\"0\":\"h:1\"}");
        assertThat(legacy).contains("{0:\"h:1\"}");
    }

    @Test
    void allTogetherStayWithinTheirLimit() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < TOPICS; i++) {
                var body = renderings.answer(route(i), STANDARD).body().toString(UTF_8);

                assertThat(body).contains("\"readQueueNums\":" + (1_000 + i));
                assertThat(renderings.keptBytes()).isLessThanOrEqualTo(LIMIT_BYTES);
            }
        }
        assertThat(renderings.keptBytes()).as("the limit is used").isGreaterThan(LIMIT_BYTES / 2);
    }

    @Test
    void whatIsAskedForAgainAndAgainStays() {
        var wanted = renderings.answer(route(0), STANDARD);

        for (int i = 1; i < TOPICS; i++) {
            renderings.answer(route(i), STANDARD);
            assertThat(renderings.answer(route(0), STANDARD)).isSameAs(wanted);
        }
    }

    @Test
    void whatNobodyAsksForAgainMakesRoom() {
        var once = renderings.answer(route(0), STANDARD);

        for (int i = 1; i < TOPICS; i++) {
            renderings.answer(route(i), STANDARD);
        }

        assertThat(renderings.answer(route(0), STANDARD)).isNotSameAs(once);
    }

    @Test
    void whatFindsNoRoomIsAnAnswerForOnce() {
        var none = new Renderings(0);

        var first = none.answer(route(7), STANDARD);
        var second = none.answer(route(7), STANDARD);

        assertThat(second).isNotSameAs(first);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(none.keptBytes()).isZero();
    }

    @Test
    void aRouteThatWasReplacedIsRenderedAnew() {
        var before = renderings.answer(route(7), STANDARD);
        registry.wipeWritePermission("a");

        var after = renderings.answer(route(7), STANDARD);

        assertThat(before.body().toString(UTF_8)).contains("\"perm\":6");
        assertThat(after.body().toString(UTF_8)).contains("\"perm\":4");
    }

    private Route route(int topic) {
        return registry.find("T" + topic).orElseThrow().route();
    }
}
