package io.lodestar.client.broker;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.NameServerException;
import io.lodestar.client.Subscription;
import io.lodestar.client.remote.Remote;
import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.header.NotifyMinBrokerIdChange;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does towards name servers what a RocketMQ broker does: registers with each of them, at once and then every 30 s, again when one lost it, and takes
 * the broker off when it is closed. Works with Apache's name servers of 4.x and 5.x as with ours. Thread-safe.
 *
 * <pre>{@code
 * var broker = Broker.master("broker-a", "10.0.0.5:10911");
 * try (var registrar = BrokerRegistrar.start(ClientSettings.of("ns1:9876;ns2:9876"), broker, BrokerTopic.of("orders"))) {
 *     registrar.register().join();
 * }
 * }</pre>
 *
 * <p>No name server waits for another: each has a connection, at most one registration under way, and repetitions of its own. A name server takes the
 * loss of its connection for the loss of the broker; the registrar then registers again after about a second, and less and less often while that
 * fails, but at least once in each period.
 *
 * <p>A registrar has one thread for its connections, and one for its listeners while they are told something. Futures are completed on the thread for the
 * connections, which must not be blocked: what waits for another answer, such as {@code register().join()}, belongs into {@code thenRunAsync}, not into
 * {@code thenRun}.
 */
public final class BrokerRegistrar implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerRegistrar.class);
    private static final Duration GOODBYE_LIMIT = Duration.ofSeconds(3);

    private final Remote remote;
    private final Clock clock;
    private final Registrations registrations;
    private final AtomicBoolean closed = new AtomicBoolean();

    private BrokerRegistrar(Remote remote, Clock clock, Registrations registrations) {
        this.remote = remote;
        this.clock = clock;
        this.registrations = registrations;
    }

    /**
     * Starts to register a broker as one without configuration does ({@link RegistrationSettings#DEFAULTS}). Returns at once; {@link #register()} tells what came of it.
     *
     * @param client the name servers, and how they are spoken with; the time for an answer is that of {@link RegistrationSettings}
     * @throws IllegalArgumentException when the settings name files for encryption that are of no use
     */
    public static BrokerRegistrar start(ClientSettings client, Broker broker, BrokerTopic... topics) {
        return start(client, broker, RegistrationSettings.DEFAULTS, List.of(topics));
    }

    /**
     * Starts to register a broker. Returns at once; {@link #register()} tells what came of it.
     *
     * @param client the name servers, and how they are spoken with; the time for an answer is that of the registration's settings
     * @throws IllegalArgumentException when the settings name files for encryption that are of no use
     */
    public static BrokerRegistrar start(
            ClientSettings client, Broker broker, RegistrationSettings settings, Collection<BrokerTopic> topics) {
        return start(Remote.open(client), Clock.systemUTC(), Edition.first(broker, topics), settings);
    }

    static BrokerRegistrar start(Remote remote, Clock clock, Edition first, RegistrationSettings settings) {
        var registrations = new Registrations(remote, clock, first.at(clock.millis()), settings);
        registrations.begin();
        return new BrokerRegistrar(remote, clock, registrations);
    }

    /** Returns the broker as it is registered from now on. */
    public Broker broker() {
        return registrations.edition().broker();
    }

    /** Returns the topics that are registered from now on, by name; those that every broker has are not among them. */
    public SortedMap<String, BrokerTopic> topics() {
        return registrations.edition().topics();
    }

    /** Returns what came last of registering with each name server, by {@code host:port}; one from which nothing was heard yet is missing. */
    public Map<String, RegistrationOutcome> outcomes() {
        return registrations.outcomes();
    }

    /** Returns what a slave knows of its master; {@link LearnedMaster#NONE} for a master. */
    public LearnedMaster master() {
        return registrations.master();
    }

    /** Tells this listener what is learned from now on, until the subscription is closed. */
    public Subscription listen(BrokerListener listener) {
        return registrations.listen(listener);
    }

    /**
     * Registers everything with every name server that is known now, after what is under way. If none is known yet, as their host name or address service is
     * still being asked, it waits for the first.
     *
     * @return what came of it, by {@code host:port}, when the slowest has answered or its time is over, which is {@link RegistrationSettings#timeout()} (6 s
     *     unless set, whatever the client's time for a request), and once more as long where something was under way. No name server makes it fail; it fails with a
     *     {@link NameServerException} only when none becomes known within the client's time for a request (the registrar itself goes on looking), or when the
     *     registrar is closed before
     */
    public CompletableFuture<Map<String, RegistrationOutcome>> register() {
        return registrations.withEach(Correspondence::register);
    }

    /**
     * Adds topics, or puts them in place of their namesakes, and tells every name server: of what it has not heard yet, where it has the broker, and otherwise of
     * everything.
     *
     * @return as {@link #register()}
     */
    public CompletableFuture<Map<String, RegistrationOutcome>> putTopics(BrokerTopic... topics) {
        var changed = List.of(topics);
        registrations.change(known -> known.with(changed, clock.millis()));
        return registrations.withEach(Correspondence::tellChanges);
    }

    /**
     * Removes a topic, and tells every name server. One of ours takes it out of its routes about 10 s later; one of Apache's keeps it, unless its
     * {@code deleteTopicWithBrokerRegistration} is on or somebody deletes it there.
     *
     * @return as {@link #register()}
     */
    public CompletableFuture<Map<String, RegistrationOutcome>> removeTopic(String topic) {
        registrations.change(known -> known.without(topic, clock.millis()));
        return register();
    }

    /**
     * Says which queues of a static topic this broker holds, and tells every name server.
     *
     * @return as {@link #register()}
     */
    public CompletableFuture<Map<String, RegistrationOutcome>> putMapping(StaticMapping mapping) {
        registrations.change(known -> known.with(mapping, clock.millis()));
        return register();
    }

    /**
     * Changes the broker, such as a slave into a master, and tells every name server.
     *
     * @param change makes the new broker of the old one; is called in this thread, and once more when somebody else changed the broker meanwhile
     * @return as {@link #register()}
     * @throws IllegalArgumentException when it gets another cluster or name, which is another broker, or another id and another address at once, which
     *     leaves name servers with two of them
     */
    public CompletableFuture<Map<String, RegistrationOutcome>> changeBroker(UnaryOperator<Broker> change) {
        registrations.changeBroker(change);
        return register();
    }

    /**
     * Takes a name server's notice that another member of the broker's group has the smallest id now (code 905). It comes to the broker's own address: whoever
     * listens there hands it over. A master has no use for it.
     *
     * @param fields the fields of the request's header
     */
    public void takeNotice(Map<String, String> fields) {
        registrations.notice(NotifyMinBrokerIdChange.from(ExtFields.of(fields)));
    }

    /** Ends as a broker does that dies: closes the connections at once and says goodbye to nobody. Does nothing once this or {@link #close()} was called. */
    public void abandon() {
        if (closed.compareAndSet(false, true)) {
            registrations.end();
            remote.close();
        }
    }

    /**
     * Takes the broker off every name server, side by side, waits at most three seconds for their answers, and closes the connections. A name server
     * that does not hear the goodbye notices that the connection is gone. Does nothing once this or {@link #abandon()} was called.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        var goodbyes = registrations.sayGoodbye(GOODBYE_LIMIT);
        if (remote.mayWait()) {
            await(goodbyes);
            remote.close();
        } else {
            var unused = goodbyes.whenComplete((done, failure) -> remote.close());
        }
    }

    private void await(CompletableFuture<Void> goodbyes) {
        try {
            goodbyes.get(GOODBYE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooSlow) {
            LOG.info("Not every name server took broker {} off within {}", broker().name(), GOODBYE_LIMIT);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
