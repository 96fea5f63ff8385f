package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.QUEUES;
import static io.lodestar.registry.RegistrationBuilder.master;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** What readers, who take no lock, see of a change while it is made (decision 1). */
final class PublicationStress {
    private PublicationStress() {}

    private static Registry registry() {
        return new Registry(new ManualTicker());
    }

    private static String render(Route route) {
        return new String(
                route.rendering(
                        0, byte[].class, rendered -> RouteText.of(rendered).getBytes(UTF_8)),
                UTF_8);
    }

    private static Route route(Registry registry) {
        return registry.find("T1").orElseThrow().route();
    }

    private static BrokerGroup group(Registry registry) {
        return Objects.requireNonNull(registry.groups().get("a"));
    }

    private static String brokers(Route route) {
        return String.join(
                "+",
                route.brokers().stream().map(broker -> broker.group().name()).toList());
    }

    private static boolean isWritable(Route route) {
        return (route.brokers().get(0).answered().permission() & 2) != 0;
    }

    @JCStressTest
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Before.")
    @Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "Between the route and the groups.")
    @Outcome(id = "1, 2, 2", expect = ACCEPTABLE, desc = "The group's change was published, the topic's not yet.")
    @Outcome(id = "2, 2, 2", expect = ACCEPTABLE, desc = "After.")
    @Outcome(expect = FORBIDDEN, desc = "A mixed group, or a step back.")
    @State
    public static class AGroupIsSeenWhole {
        private final Registry registry = registry();

        public AGroupIsSeenWhole() {
            register(1);
        }

        private void register(int number) {
            var text = String.valueOf(number);
            var queues = new TopicQueues("T1", new Queues(number, 4, 6, 0));
            var broker = master("a")
                    .stateVersion(number)
                    .address(text)
                    .haAddress(text)
                    .zone(text);
            registry.register(
                    broker.topics(queues, new TopicQueues("T2", QUEUES)).build());
        }

        private static int number(BrokerGroup group) {
            var master = group.master().orElseThrow();
            boolean whole = group.members().size() == 1
                    && master.address().equals(group.zone())
                    && master.haAddress().equals(group.zone());
            return whole ? Integer.parseInt(group.zone()) : -1;
        }

        @Actor
        public void write() {
            register(2);
        }

        @Actor
        public void read(III_Result result) {
            var broker = route(registry).brokers().get(0);
            result.r1 = broker.registered().read();
            result.r2 = number(broker.group());
            result.r3 = number(group(registry));
        }
    }

    @JCStressTest
    @Outcome(id = "a+b+c, a+b+c", expect = ACCEPTABLE, desc = "Before.")
    @Outcome(id = "a+b+c, c", expect = ACCEPTABLE, desc = "Between the route and the groups.")
    @Outcome(id = "c, a+b+c", expect = ACCEPTABLE, desc = "Topics go before the groups do.")
    @Outcome(id = "c, c", expect = ACCEPTABLE, desc = "After.")
    @Outcome(expect = FORBIDDEN, desc = "Brokers that leave together were seen to leave one by one.")
    @State
    public static class BrokersLeaveTogether {
        private final Registry registry = registry();

        public BrokersLeaveTogether() {
            registry.register(master("a").connection(1).build());
            registry.register(master("b").connection(1).build());
            registry.register(master("c").connection(2).build());
        }

        @Actor
        public void close() {
            registry.connectionLost(1);
        }

        @Actor
        public void read(LL_Result result) {
            result.r1 = brokers(route(registry));
            result.r2 = String.join("+", registry.groups().keySet());
        }
    }

    @JCStressTest
    @Outcome(id = "none", expect = ACCEPTABLE, desc = "Before.")
    @Outcome(id = "a+b", expect = ACCEPTABLE, desc = "After.")
    @Outcome(expect = FORBIDDEN, desc = "A part of the topic was seen.")
    @State
    public static class ATopicOfTwoBrokersComesWhole {
        private final Registry registry = registry();

        public ATopicOfTwoBrokersComesWhole() {
            registry.register(master("a").build());
            registry.register(master("b").build());
        }

        @Actor
        public void create() {
            registry.putTopic("new", List.of(new Placement("a", QUEUES), new Placement("b", QUEUES)));
        }

        @Actor
        public void read(L_Result result) {
            result.r1 =
                    registry.find("new").map(found -> brokers(found.route())).orElse("none");
        }
    }

    /** The registrations of a broker that has half of a static topic. */
    private static Registration half(String brokerName) {
        var mapping = new StaticMapping("T1", brokerName, "", 8, 1, false, new TreeMap<>());
        return master(brokerName)
                .connection(brokerName.charAt(0))
                .mapping(mapping)
                .build();
    }

    private static String half(TopicRoute found) {
        return brokers(found.route()) + " with "
                + String.join("+", found.mappings().keySet());
    }

    @JCStressTest
    @Outcome(id = "a with a", expect = ACCEPTABLE, desc = "Before.")
    @Outcome(id = "a+b with a+b", expect = ACCEPTABLE, desc = "After.")
    @Outcome(expect = FORBIDDEN, desc = "Queues without their mapping, or the other way round.")
    @State
    public static class AStaticTopicGainsABroker {
        private final Registry registry = registry();

        public AStaticTopicGainsABroker() {
            registry.register(half("a"));
        }

        @Actor
        public void register() {
            registry.register(half("b"));
        }

        @Actor
        public void read(L_Result result) {
            result.r1 = half(registry.find("T1").orElseThrow());
        }
    }

    @JCStressTest
    @Outcome(id = "a+b with a+b", expect = ACCEPTABLE, desc = "Before.")
    @Outcome(id = "a with a", expect = ACCEPTABLE, desc = "After.")
    @Outcome(expect = FORBIDDEN, desc = "Queues without their mapping, or the other way round.")
    @State
    public static class AStaticTopicLosesABroker {
        private final Registry registry = registry();

        public AStaticTopicLosesABroker() {
            registry.register(half("a"));
            registry.register(half("b"));
        }

        @Actor
        public void close() {
            registry.connectionLost('b');
        }

        @Actor
        public void read(L_Result result) {
            result.r1 = half(registry.find("T1").orElseThrow());
        }
    }

    @JCStressTest
    @Outcome(id = "false, false, false", expect = ACCEPTABLE, desc = "Before.")
    @Outcome(id = "false, false, true", expect = ACCEPTABLE, desc = "The drain is known, the group follows.")
    @Outcome(id = "false, true, true", expect = ACCEPTABLE, desc = "The group is drained, its routes follow.")
    @Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "After.")
    @Outcome(expect = FORBIDDEN, desc = "The effect was seen before its cause.")
    @State
    public static class ADrainIsSeenWithItsCause {
        private final Registry registry = registry();

        public ADrainIsSeenWithItsCause() {
            registry.register(master("a").build());
        }

        @Actor
        public void drain() {
            registry.wipeWritePermission("a");
        }

        @Actor
        public void read(ZZZ_Result result) {
            result.r1 = !isWritable(route(registry));
            result.r2 = group(registry).drained();
            result.r3 = registry.drains().contains(new Drain("cluster", "a"));
        }
    }

    @JCStressTest
    @Outcome(id = "same, 6, 4", expect = ACCEPTABLE, desc = "Rendered before.")
    @Outcome(id = "same, 4, 4", expect = ACCEPTABLE, desc = "Rendered after.")
    @Outcome(expect = FORBIDDEN, desc = "Bytes that are not of their route, or outlived it.")
    @State
    public static class BytesAreOfTheirRoute {
        private final Registry registry = registry();

        public BytesAreOfTheirRoute() {
            registry.register(master("a").build());
        }

        private static String permission(String rendered) {
            return rendered.substring(rendered.length() - 3, rendered.length() - 2);
        }

        @Actor
        public void drain() {
            registry.wipeWritePermission("a");
        }

        @Actor
        public void render(LLL_Result result) {
            var route = route(registry);
            var rendered = PublicationStress.render(route);
            result.r1 = rendered.equals(RouteText.of(route)) ? "same" : rendered;
            result.r2 = permission(rendered);
        }

        @Arbiter
        public void renderAgain(LLL_Result result) {
            result.r3 = permission(PublicationStress.render(route(registry)));
        }
    }

    @JCStressTest
    @Outcome(id = "whole, whole", expect = ACCEPTABLE, desc = "Rendered once or twice, to the same.")
    @Outcome(expect = FORBIDDEN, desc = "Bytes were seen before they were written.")
    @State
    public static class TwoRenderOneRoute {
        private static final byte[] EXPECTED = "a[0=a-0:10911] 4/4/6/0".getBytes(UTF_8);

        private final Route route;

        public TwoRenderOneRoute() {
            var registry = registry();
            registry.register(master("a").build());
            route = route(registry);
        }

        private String rendered() {
            var bytes = route.rendering(0, byte[].class, unused -> EXPECTED.clone());
            return Arrays.equals(bytes, EXPECTED) ? "whole" : new String(bytes, UTF_8);
        }

        @Actor
        public void first(LL_Result result) {
            result.r1 = rendered();
        }

        @Actor
        public void second(LL_Result result) {
            result.r2 = rendered();
        }
    }
}
