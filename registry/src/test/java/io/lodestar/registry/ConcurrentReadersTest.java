package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readers that never wait see whole answers while writers storm. Each test does a bounded number of writes. */
class ConcurrentReadersTest {
    private static final int WRITES = 2_000;

    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    private final Registry registry = known.registry();

    @Test
    void aGroupIsSeenAsItRegisteredAndNeverGoesBack() throws Exception {
        register(generation(0));
        var seen = new AtomicLong();

        whileReading(() -> IntStream.rangeClosed(1, WRITES).forEach(number -> register(generation(number))), () -> {
            var broker = registry.find("T1").orElseThrow().route().brokers().get(0);
            long group = generationOf(broker.group());
            int queues = broker.registered().read();
            long later = generationOf(registry.groups().getOrDefault("a", broker.group()));

            check(group >= seen.get(), "group " + group + " after " + seen);
            check(queues == group || queues == group - 1, "queues " + queues + " with group " + group);
            check(later >= group, "groups of " + later + " after a route of " + group);
            seen.set(group);
        });

        assertThat(known.route("T1")).isEqualTo("a[0=2000] 2000/1/6/0");
    }

    private static RegistrationBuilder generation(int number) {
        var text = String.valueOf(number);
        return master("a")
                .stateVersion(number)
                .address(text)
                .haAddress(text)
                .zone(text)
                .filterServers(text)
                .topics(
                        new TopicQueues("T1", new Queues(number, 1, 6, 0)),
                        new TopicQueues("T2", RegistrationBuilder.QUEUES));
    }

    private static long generationOf(BrokerGroup group) {
        var master = group.master().orElseThrow();
        check(group.members().size() == 1, "more than one member in " + group);
        check(master.address().equals(master.haAddress()), "mixed " + group);
        check(master.address().equals(group.zone()), "mixed " + group);
        check(master.filterServers().equals(List.of(group.zone())), "mixed " + group);
        return Long.parseLong(group.zone());
    }

    @Test
    void brokersThatLeaveTogetherAreNeverSeenHalfGone() throws Exception {
        register(master("stays").connection(8));
        var allowed = List.of("stays", "a,stays", "a,b,stays");

        whileReading(
                () -> {
                    for (int i = 0; i < WRITES; i++) {
                        register(master("a").connection(7));
                        register(master("b").connection(7));
                        registry.connectionLost(7);
                    }
                },
                () -> {
                    var names = registry.find("T1").orElseThrow().route().brokers().stream()
                            .map(broker -> broker.group().name())
                            .toList();
                    check(allowed.contains(String.join(",", names)), "route over " + names);
                },
                () -> {
                    check(registry.topics().equals(List.of("T1", "T2")), "topics");
                    check(registry.topicsOf("cluster").equals(List.of("T1", "T2")), "topics of the cluster");
                    var groups = registry.groups();
                    check(allowed.contains(String.join(",", groups.keySet())), "groups " + groups.keySet());
                    groups.values().forEach(group -> check(!group.members().isEmpty(), "empty " + group));
                });

        assertThat(known.route("T1")).isEqualTo("stays[0=stays-0:10911] 4/4/6/0");
    }

    @Test
    void bytesRenderedByManyShowEveryWriteThatReturned() throws Exception {
        register(master("a"));
        Runnable read = () -> {
            var route = registry.find("T1").orElseThrow().route();
            check(render(route).equals(RouteText.of(route)), "bytes that are not of their route");
        };

        whileReading(
                () -> {
                    for (int i = 0; i < WRITES; i++) {
                        registry.wipeWritePermission("a");
                        expect("a[0=a-0:10911] 4/4/4/0");
                        register(slave("a", 1));
                        expect("a[0=a-0:10911 1=a-1:10911] 4/4/4/0");
                        registry.restoreWritePermission("a");
                        expect("a[0=a-0:10911 1=a-1:10911] 4/4/6/0");
                        registry.connectionLost(2);
                        expect("a[0=a-0:10911] 4/4/6/0");
                    }
                },
                read,
                read);
    }

    private void expect(String text) {
        var rendered = render(registry.find("T2").orElseThrow().route());
        check(rendered.equals(text), "stale: " + rendered + " instead of " + text);
    }

    private static String render(Route route) {
        return new String(
                route.rendering(
                        0, byte[].class, rendered -> RouteText.of(rendered).getBytes(UTF_8)),
                UTF_8);
    }

    @Test
    void aHeartbeatFindsABrokerThatRegistersAnew() throws Exception {
        register(master("a"));
        var address = new BrokerAddress("cluster", "a-0:10911");

        whileReading(
                () -> IntStream.range(0, WRITES)
                        .forEach(i -> register(master("a").connection(1 + i))),
                () -> check(
                        registry.renew(new BrokerReport(address, Optional.empty(), 0))
                                .isPresent(),
                        "no session at " + address));
    }

    @Test
    void writersOfManyBrokersLeaveNothingBehind() throws Exception {
        whileReading(
                () -> storm("a", 101),
                () -> registry.topics()
                        .forEach(topic -> registry.find(topic)
                                .ifPresent(
                                        found -> check(!found.route().brokers().isEmpty(), "empty route of " + topic))),
                () -> storm("b", 102),
                () -> storm("c", 103));

        assertThat(registry.groups()).isEmpty();
        assertThat(registry.topics()).isEmpty();
    }

    /** Comes and goes in all ways, and is gone at the end. */
    private void storm(String name, long connection) {
        for (int i = 0; i < WRITES / 10; i++) {
            register(master(name).connection(connection).topics("T1", "T2", "only-" + name));
            register(slave(name, 1).connection(connection));
            registry.unregister(new BrokerIdentity("cluster", name, 0), name + "-0:10911", connection);
            register(master(name).connection(connection).topics("T1", "T3"));
            registry.connectionLost(connection);
        }
    }

    private void register(RegistrationBuilder registration) {
        registry.register(registration.build());
    }

    private static void check(boolean holds, String complaint) {
        if (!holds) {
            throw new AssertionError(complaint);
        }
    }

    /** Reads over and over, each in a thread of its own, until the writes are done. */
    private static void whileReading(Runnable writes, Runnable... reads) throws Exception {
        var done = new AtomicBoolean();
        var threads = Executors.newFixedThreadPool(reads.length);
        try {
            var readers = Arrays.stream(reads)
                    .map(read -> threads.submit(() -> {
                        do {
                            read.run();
                        } while (!done.get());
                    }))
                    .toList();
            try {
                writes.run();
            } finally {
                done.set(true);
            }
            for (var reader : readers) {
                reader.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
