package io.lodestar.client.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lodestar.client.NameServerException;
import io.lodestar.client.route.FakeNameServers.Asked;
import io.lodestar.client.route.FakeNameServers.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("SystemOut") // the figure that docs/discovery.md shows
class RouteClientTest {
    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final RouteSettings SETTINGS = RouteSettings.DEFAULT.withoutWatch();

    private final FakeNameServers servers = new FakeNameServers("a:1", "b:1", "c:1");

    private RouteClient client(RouteSettings settings) {
        return new RouteClient(servers, settings, new SplittableRandom(7));
    }

    /** Returns whom a client with this chance asks first. */
    private String first() {
        servers.asked.clear();
        var unused = client(SETTINGS).find("probe").join();
        var first = servers.asked.get(0).server();
        servers.asked.clear();
        return first;
    }

    @Test
    void aRouteIsAskedForOnceAndThenKnown() {
        servers.route("orders", "broker-a", 4);
        var client = client(SETTINGS);

        var found = client.find("orders").join();
        var again = client.find("orders").join();

        assertThat(FakeNameServers.brokerOf(found)).isEqualTo("broker-a");
        assertThat(again).isEqualTo(found).isEqualTo(client.route("orders"));
        assertThat(servers.asked).hasSize(1);
    }

    @Test
    void whatIsUnderWayIsNotAskedTwice() {
        List.of("a:1", "b:1", "c:1").forEach(server -> servers.manner(server, Manner.NEVER));
        var client = client(SETTINGS);

        var one = client.find("orders");
        var other = client.find("orders");
        servers.time.advance(Duration.ofMillis(100));

        assertThat(servers.asked).hasSize(1);
        assertThat(one.cancel(false)).isTrue();
        assertThat(other).as("the caller that goes on waiting").isNotDone();
    }

    @Test
    void anUnknownTopicIsNotAskedForAgainAtOnce() {
        var client = client(SETTINGS);

        assertThat(client.find("orders").join()).isEmpty();
        servers.time.advance(Duration.ofMillis(2999));
        assertThat(client.find("orders").join()).isEmpty();
        servers.route("orders", "broker-a", 4);
        servers.forgetAsked();
        servers.time.advance(Duration.ofMillis(1));

        assertThat(client.find("orders").join()).isPresent();
        assertThat(servers.askedAbout("orders")).hasSize(1);
    }

    @Test
    void eachRouteIsRefreshedEachPeriod() {
        servers.route("orders", "broker-a", 4);
        var client = client(SETTINGS);
        var unused = client.find("orders").join();

        for (int i = 0; i < 20; i++) {
            servers.time.advance(PERIOD);
            assertThat(client.route("orders")).isPresent(); // so that it stays in use
        }

        var times = servers.askedAbout("orders").stream().map(Asked::atMillis).toList();
        assertThat(times.get(1)).isLessThanOrEqualTo(30_000);
        for (int i = 2; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isBetween(27_000L, 33_000L);
        }
        assertThat(times.size()).isBetween(18, 23);
    }

    @Test
    void topicsThatWereAskedForAtOnceAreRefreshedOneByOne() {
        var topics = IntStream.range(0, 10_000).mapToObj(i -> "topic-" + i).toList();
        topics.forEach(topic -> servers.route(topic, "broker-a", 4));
        var client = client(SETTINGS);
        topics.forEach(topic -> client.find(topic).join());
        servers.forgetAsked();

        servers.time.advance(PERIOD.multipliedBy(2));

        var perSecond = servers.asked.stream()
                .collect(Collectors.groupingBy(each -> each.atMillis() / 1000, Collectors.counting()));
        System.out.println("largest burst: " + Collections.max(perSecond.values())
                + " refreshes in a second, of 10000 topics every 30 s");
        assertThat(servers.asked.size()).isBetween(18_000, 22_000);
        assertThat(perSecond.values()).allSatisfy(count -> assertThat(count).isLessThan(670));
    }

    @Test
    void aTopicThatNobodyWantsIsForgotten() {
        servers.route("orders", "broker-a", 4);
        var client = client(SETTINGS);
        var unused = client.find("orders").join();

        servers.time.advance(Duration.ofMinutes(11));
        servers.forgetAsked();
        servers.time.advance(Duration.ofMinutes(5));

        assertThat(servers.asked).isEmpty();
        assertThat(client.route("orders")).isEmpty();
    }

    @Test
    void aTopicThatSomebodyListensToStays() {
        servers.route("orders", "broker-a", 4);
        var client = client(SETTINGS);
        var told = new ArrayList<RouteChange>();
        var subscription = client.onChange("orders", told::add);

        servers.time.advance(Duration.ofMinutes(20));
        servers.route("orders", "broker-b", 4);
        servers.time.advance(PERIOD.multipliedBy(2));
        subscription.close();
        servers.time.advance(Duration.ofMinutes(1));
        servers.forgetAsked();
        servers.time.advance(Duration.ofMinutes(5));

        assertThat(told)
                .extracting(change -> FakeNameServers.brokerOf(change.now()))
                .containsExactly("broker-a", "broker-b");
        assertThat(servers.asked).as("asked when nobody listens any more").isEmpty();
    }

    @Test
    void aTopicThatIsGoneIsToldButItsRouteStaysInUse() {
        servers.route("orders", "broker-a", 4);
        var client = client(SETTINGS);
        var told = new ArrayList<RouteChange>();
        var unused = client.onChange(told::add);
        var found = client.find("orders").join();

        servers.noRoute("orders");
        var after = client.refresh("orders").join();
        var unusedToo = client.refresh("orders").join();

        assertThat(told)
                .containsExactly(
                        new RouteChange("orders", Optional.empty(), found),
                        new RouteChange("orders", found, Optional.empty()));
        assertThat(after).isEqualTo(found).isEqualTo(client.route("orders"));
    }

    @Test
    void theLastRouteStaysWhenNobodyAnswers() {
        servers.route("orders", "broker-a", 4);
        var client = client(SETTINGS);
        var found = client.find("orders").join();

        List.of("a:1", "b:1", "c:1").forEach(server -> servers.manner(server, Manner.UNREACHABLE));
        servers.time.advance(PERIOD.multipliedBy(4));

        assertThat(client.find("orders").join()).isEqualTo(found);
        assertThat(client.refresh("orders"))
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(NameServerException.Unreachable.class);
    }

    @Test
    void aDeadNameServerIsPassedOverWithinTheSameLookUp() {
        var first = first();
        servers.route("orders", "broker-a", 4);
        servers.manner(first, Manner.UNREACHABLE);

        var client = client(SETTINGS);

        assertThat(client.find("orders").join()).isPresent();
        assertThat(servers.serversAsked()).hasSize(2).startsWith(first);
        assertThat(servers.nowMillis()).isZero();
    }

    @Test
    void aNameServerThatSaysNothingCosts300MillisecondsOnce() {
        var first = first();
        servers.route("orders", "broker-a", 4);
        servers.route("payments", "broker-a", 4);
        servers.manner(first, Manner.NEVER);
        var client = client(SETTINGS);

        var orders = client.find("orders");
        servers.time.advance(Duration.ofMillis(300));
        var payments = client.find("payments");

        assertThat(orders).isCompleted();
        assertThat(payments).as("asked of the one that works").isCompleted();
    }

    @Test
    void aNameServerThatWorksAgainIsAskedAgain() {
        var first = first();
        servers.route("orders", "broker-a", 4);
        servers.manner(first, Manner.UNREACHABLE);
        var client = client(SETTINGS);
        var unused = client.find("orders").join();

        servers.manner(first, Manner.AT_ONCE);
        servers.time.advance(PERIOD.multipliedBy(3));
        servers.forgetAsked();
        var unusedToo = client.refresh("orders").join();

        assertThat(servers.serversAsked()).containsExactly(first);
    }

    @Test
    void oneThatStaysDeadIsTriedEverMoreSeldom() {
        var first = first();
        servers.route("orders", "broker-a", 4);
        servers.manner(first, Manner.UNREACHABLE);
        var client = client(SETTINGS.withRefreshPeriod(Duration.ofSeconds(1)).withIdleLimit(Duration.ofHours(1)));
        var unused = client.find("orders").join();

        servers.time.advance(Duration.ofMinutes(10));

        var tries = servers.askedAbout("orders").stream()
                .filter(each -> each.server().equals(first))
                .count();
        assertThat(tries).isBetween(12L, 20L);
    }

    @Test
    void aNameServerThatIsBusyIsPassedOver() {
        var first = first();
        servers.route("orders", "broker-a", 4);
        servers.manner(first, Manner.BUSY);

        assertThat(client(SETTINGS).find("orders").join()).isPresent();
    }

    @Test
    void nobodyWaitsLongerThanTheTimeForARequest() {
        List.of("a:1", "b:1", "c:1").forEach(server -> servers.manner(server, Manner.NEVER));
        var found = client(SETTINGS).find("orders");

        servers.time.advance(Duration.ofMillis(2999));
        assertThat(found).isNotDone();
        servers.time.advance(Duration.ofMillis(1));

        assertThat(servers.serversAsked()).containsExactlyInAnyOrder("a:1", "b:1", "c:1");
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(found::join)
                .withCauseInstanceOf(NameServerException.TimedOut.class);
    }

    @Test
    void aRefusalTellsMoreThanSilence() {
        servers.manner("a:1", Manner.BUSY);
        servers.manner("b:1", Manner.NEVER);
        servers.manner("c:1", Manner.NEVER);
        var found = client(SETTINGS).find("orders");

        servers.time.advance(Duration.ofSeconds(3));

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(found::join)
                .withCauseInstanceOf(NameServerException.Refused.class);
    }

    @Test
    void whatFailedIsNotKept() {
        List.of("a:1", "b:1", "c:1").forEach(server -> servers.manner(server, Manner.UNREACHABLE));
        var client = client(SETTINGS);

        assertThat(client.find("orders")).isCompletedExceptionally();
        servers.forgetAsked();
        servers.time.advance(PERIOD.multipliedBy(2));

        assertThat(servers.asked).isEmpty();
    }

    @Test
    void whoeverListensIsToldOnceItCanBeFound() {
        List.of("a:1", "b:1", "c:1").forEach(server -> servers.manner(server, Manner.UNREACHABLE));
        servers.route("orders", "broker-a", 4);
        var told = new ArrayList<RouteChange>();
        var unused = client(SETTINGS).onChange("orders", told::add);

        List.of("a:1", "b:1", "c:1").forEach(server -> servers.manner(server, Manner.AT_ONCE));
        servers.time.advance(PERIOD);

        assertThat(told)
                .singleElement()
                .satisfies(change -> assertThat(change.now()).isPresent());
    }

    @Test
    void aListenerThatFailsDoesNotKeepOthersFromBeingTold() {
        servers.route("orders", "broker-a", 4);
        var client = client(SETTINGS);
        var told = new ArrayList<RouteChange>();
        var unused = client.onChange(change -> {
            throw new IllegalStateException("on purpose: the log has it");
        });
        var unusedToo = client.onChange(told::add);

        var found = client.find("orders").join();

        assertThat(found).isPresent();
        assertThat(told).hasSize(1);
    }

    @Test
    void aSuccessWithoutARouteIsNone() {
        servers.route("orders", "broker-a", 4);
        var client = client(SETTINGS);
        var found = client.find("orders").join();

        List.of("a:1", "b:1", "c:1").forEach(server -> servers.say(server, ""));

        assertThat(client.refresh("orders"))
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(NameServerException.Unreadable.class);
        assertThat(client.route("orders")).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"brokerDatas\":[[[",
                "{\"brokerDatas\":[null],\"queueDatas\":[null]}",
                "{\"brokerDatas\":[{\"brokerAddrs\":{0:\"10.0.0.1:1\"},\"brokerName\":null}],\"queueDatas\":[]}",
                "{\"brokerDatas\":[],\"queueDatas\":[{\"perm\":6,\"readQueueNums\":4,\"writeQueueNums\":4}]}"
            })
    void aNameServerThatMakesNoSenseIsPassedOver(String body) {
        servers.route("orders", "broker-a", 4);
        servers.route("payments", "broker-a", 4);
        var first = first();
        servers.say(first, body);
        var client = client(SETTINGS);

        var found = client.find("orders").join();
        var next = client.find("payments").join();

        assertThat(FakeNameServers.brokerOf(found)).isEqualTo("broker-a");
        assertThat(FakeNameServers.brokerOf(next)).isEqualTo("broker-a");
        assertThat(servers.serversAsked()).as("it has lost its place").hasSize(3);
        assertThat(servers.serversAsked().lastIndexOf(first)).isZero();
    }

    @Test
    void aBrokerThatSaysItHasNegativeQueuesHasNone() {
        servers.route("orders", "broker-a", -5);

        var found = client(SETTINGS).find("orders").join().orElseThrow();

        assertThat(Queues.writable(found)).isEmpty();
        assertThat(Queues.readable(found)).isEmpty();
    }

    @Test
    void nobodyWaitsLongerWhileTheNameServersAreNotKnownHoweverManyWait() {
        servers.known = false;
        var client = client(SETTINGS);
        var all = IntStream.range(0, 3000)
                .mapToObj(i -> client.find("topic-" + i))
                .toList();

        servers.time.advance(Duration.ofMillis(3100));

        assertThat(all).allSatisfy(found -> assertThat(found).isCompletedExceptionally());
    }
}
