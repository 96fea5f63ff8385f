package io.lodestar.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A registry on a manual clock, in short words for tests. What it keeps inside is checked after each registration and each test. */
final class CheckedRegistry implements AfterEachCallback {
    private final ManualTicker ticker = new ManualTicker();
    private final List<Change> changes = new ArrayList<>();
    private final Registry registry = new Registry(ticker, changes::add);

    Registry registry() {
        return registry;
    }

    /** Registers a broker that must be accepted. */
    RegistrationOutcome.Accepted accept(RegistrationBuilder registration) {
        var outcome = registry.register(registration.build());
        RegistryInvariants.check(registry);
        if (outcome instanceof RegistrationOutcome.Accepted accepted) {
            return accepted;
        }
        throw new AssertionError("not accepted: " + outcome);
    }

    /** Registers a broker that may be refused. */
    RegistrationOutcome register(RegistrationBuilder registration) {
        return registry.register(registration.build());
    }

    /** Lets time pass as it does in a server: the registry is asked every tick, and once more at the end. Returns who left. */
    List<Session> pass(Duration duration) {
        var left = new ArrayList<Session>();
        var remaining = duration;
        while (remaining.compareTo(Registry.TICK) > 0) {
            ticker.advance(Registry.TICK);
            left.addAll(registry.expire().sessions());
            remaining = remaining.minus(Registry.TICK);
        }
        ticker.advance(remaining);
        left.addAll(registry.expire().sessions());
        return left;
    }

    /** Lets time pass in which the registry is not asked. */
    void stall(Duration duration) {
        ticker.advance(duration);
    }

    /** Renews a lease by a report that binds nothing. */
    Optional<Session> renew(BrokerAddress address) {
        return registry.renew(new BrokerReport(address, Optional.empty(), Session.NO_CONNECTION));
    }

    /** Lets a broker say goodbye on a connection that is newer than any other. */
    Departures unregister(BrokerIdentity broker, String address) {
        return registry.unregister(broker, address, Long.MAX_VALUE);
    }

    /** Returns what was told since the last call. */
    List<Change> changes() {
        var told = List.copyOf(changes);
        changes.clear();
        return told;
    }

    /** Returns why a registration was refused. */
    static RegistrationOutcome.Refusal reason(RegistrationOutcome outcome) {
        return outcome.either(
                accepted -> {
                    throw new AssertionError("accepted");
                },
                RegistrationOutcome.Refused::reason);
    }

    /** Returns the queues of a topic on a broker group as they are answered. */
    Queues answered(String topic, String brokerName) {
        return brokerQueues(topic, brokerName).answered();
    }

    /** Returns the queues of a topic on a broker group as they were registered. */
    Queues registered(String topic, String brokerName) {
        return brokerQueues(topic, brokerName).registered();
    }

    private BrokerQueues brokerQueues(String topic, String brokerName) {
        return registry
                .find(topic)
                .orElseThrow(() -> new AssertionError("no route for " + topic))
                .route()
                .brokers()
                .stream()
                .filter(broker -> broker.group().name().equals(brokerName))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + brokerName + " in the route of " + topic));
    }

    /** Returns the route of a topic as text, for example "broker-a[0=10.0.0.1:10911] 4/4/6/0"; empty without a route. */
    String route(String topic) {
        return registry.find(topic).map(found -> RouteText.of(found.route())).orElse("");
    }

    /** Returns a broker group that must be known. */
    BrokerGroup group(String brokerName) {
        return registry.tables.groups.get(brokerName);
    }

    /** Returns the members of a broker group as text, for example "0=10.0.0.1:10911 1=10.0.0.2:10911"; empty without the group. */
    String members(String brokerName) {
        var group = registry.groups().get(brokerName);
        return group == null ? "" : RouteText.members(group);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        RegistryInvariants.check(registry);
    }
}
