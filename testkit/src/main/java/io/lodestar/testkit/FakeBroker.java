package io.lodestar.testkit;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.broker.Broker;
import io.lodestar.client.broker.BrokerRegistrar;
import io.lodestar.client.broker.BrokerTopic;
import io.lodestar.client.broker.RegistrationOutcome;
import io.lodestar.client.broker.RegistrationSettings;
import io.lodestar.protocol.RequestCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A broker that is there for name servers alone: it registers, keeps itself registered, and listens on a port of its own for what they tell brokers.
 * It stores no message; producers and consumers that come to it are refused. Thread-safe.
 *
 * <pre>{@code
 * try (var broker = FakeBroker.start(server.hostAndPort(), "broker-a", "orders")) {
 *     ...
 * }
 * }</pre>
 */
public final class FakeBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Ear ear;
    private final BrokerRegistrar registrar;

    private FakeBroker(Ear ear, BrokerRegistrar registrar) {
        this.ear = ear;
        this.registrar = registrar;
    }

    /**
     * Starts a master of this name with topics of eight queues, and returns when each name server has it.
     *
     * @param nameServers {@code host:port}, several with semicolons between them
     * @throws IllegalStateException when a name server does not take it; the message says which and why
     */
    public static FakeBroker start(String nameServers, String name, String... topics) {
        var registered = Arrays.stream(topics).map(BrokerTopic::of).toList();
        return start(
                ClientSettings.of(nameServers),
                master -> named(master, name),
                RegistrationSettings.DEFAULTS,
                registered);
    }

    private static Broker named(Broker master, String name) {
        return Broker.master(name, master.address());
    }

    /**
     * Starts any broker, and returns when each name server has it.
     *
     * @param shape makes the broker of a master that is named {@code fake} and has the address that this broker listens to, which is to stay
     * @throws IllegalStateException when a name server does not take it; the message says which and why
     */
    public static FakeBroker start(
            ClientSettings client,
            UnaryOperator<Broker> shape,
            RegistrationSettings settings,
            Collection<BrokerTopic> topics) {
        var ear = Ear.open();
        boolean started = false;
        try {
            var shaped = shape.apply(Broker.master("fake", ear.address()));
            var broker = new FakeBroker(ear, BrokerRegistrar.start(client, shaped, settings, topics));
            ear.tells(broker::hear);
            broker.settle(broker.registrar.register());
            started = true;
            return broker;
        } finally {
            if (!started) {
                ear.close();
            }
        }
    }

    private void settle(CompletableFuture<Map<String, RegistrationOutcome>> told) {
        boolean settled = false;
        try {
            var outcomes =
                    told.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
            settled = !outcomes.isEmpty() && outcomes.values().stream().allMatch(RegistrationOutcome::isSuccess);
            if (!settled) {
                throw new IllegalStateException(
                        "broker " + name() + " is not registered with every name server: " + outcomes);
            }
        } catch (CompletionException unknown) {
            throw new IllegalStateException("broker " + name() + " is not registered with a name server", unknown);
        } finally {
            if (!settled) {
                registrar.abandon();
            }
        }
    }

    private void hear(Ear.Heard heard) {
        if (heard.code() == RequestCode.NOTIFY_MIN_BROKER_ID_CHANGE.code()) {
            registrar.takeNotice(heard.fields());
        }
    }

    /** Returns the name that the members of the broker's group share. */
    public String name() {
        return registrar.broker().name();
    }

    /** Returns {@code host:port} where the broker is registered, and listens. */
    public String address() {
        return registrar.broker().address();
    }

    /** Returns what registers the broker, to change it, or to see what it learned. */
    public BrokerRegistrar registrar() {
        return registrar;
    }

    /**
     * Adds topics of eight queues, or puts them in place of their namesakes, and returns when each name server has them.
     *
     * @throws IllegalStateException when a name server does not take them; the broker is abandoned then
     */
    public void putTopics(String... topics) {
        settle(registrar.putTopics(Arrays.stream(topics).map(BrokerTopic::of).toArray(BrokerTopic[]::new)));
    }

    /** Returns the fields of each notice that the group's smallest id changed (code 905), in the order in which they came. */
    public List<Map<String, String>> notices() {
        return ear.heard().stream()
                .filter(each -> each.code() == RequestCode.NOTIFY_MIN_BROKER_ID_CHANGE.code())
                .map(Ear.Heard::fields)
                .toList();
    }

    /** Dies as a process does that is killed: connections close, and no name server is told. */
    public void kill() {
        registrar.abandon();
        ear.close();
    }

    /** Leaves as a process does that is stopped: takes itself off every name server, and returns when they have answered. */
    @Override
    public void close() {
        registrar.close();
        ear.close();
    }
}
