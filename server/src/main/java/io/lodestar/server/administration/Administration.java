package io.lodestar.server.administration;

import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.NameRule;
import io.lodestar.registry.Registry;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.InputLimits;
import io.lodestar.server.config.LimitKeys;
import io.lodestar.server.config.UpdateOutcome;
import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.store.DrainStore;
import io.lodestar.server.store.KvStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Changes what people may change, and says in the journal who did. Thread-safe; what it returned from is on disk, where it has to be. */
public final class Administration {
    private final Registry registry;
    private final KvStore kv;
    private final DrainStore drains;
    private final Configuration configuration;
    private final Journal journal;
    private final NameRule names;

    /** Creates what changes these. */
    public Administration(
            Registry registry, KvStore kv, DrainStore drains, Configuration configuration, Journal journal) {
        this.registry = registry;
        this.kv = kv;
        this.drains = drains;
        this.configuration = configuration;
        this.journal = journal;
        this.names = InputLimits.names(configuration.current());
    }

    /**
     * Puts a value of the KV configuration; without a value, only the namespace comes into being.
     *
     * @param by the address of whoever asks for it
     * @return whether that is another value than before
     */
    public boolean putKv(String namespace, String key, Optional<String> value, String by) throws IOException {
        names.checked("namespace", namespace);
        names.checked("key", key);
        var before = kv.get(namespace, key);
        checkRoom(before, namespace.length() + key.length() + value.orElse("").length());
        kv.put(namespace, key, value);
        boolean changed = !value.equals(before);
        if (changed) {
            tellOfKv("put " + namespace + "/" + key, by);
        }
        return changed;
    }

    /** Two that grow the table at once may both find the last room: it is a bound for memory, not a promise. */
    private void checkRoom(Optional<String> before, long length) {
        int maxEntries = configuration.current().get(LimitKeys.KV_MAX_ENTRIES);
        int maxLength = configuration.current().get(LimitKeys.KV_MAX_LENGTH);
        if (before.isEmpty() && kv.size() >= maxEntries) {
            throw new LimitExceededException("number of KV namespaces and keys", "kvMaxEntries", maxEntries);
        }
        long more = length - before.map(String::length).orElse(0);
        long sum = more > 0 ? kv.length() + more : 0;
        if (sum > maxLength) {
            throw new LimitExceededException("KV configuration of " + sum + " characters", "kvMaxLength", maxLength);
        }
    }

    /** Removes a key of the KV configuration; returns whether there was one. */
    public boolean deleteKv(String namespace, String key, String by) throws IOException {
        boolean known = kv.get(namespace, key).isPresent();
        kv.delete(namespace, key);
        if (known) {
            tellOfKv("deleted " + namespace + "/" + key, by);
        }
        return known;
    }

    /** Names what changed and not the value, which may be long or secret. */
    private void tellOfKv(String change, String by) {
        journal.append(Event.of(EventKind.KV_CHANGED, change).by(by));
    }

    /** Withholds the write permission of a broker name. */
    public DrainStore.Outcome drain(String brokerName, String by) throws IOException {
        return told(EventKind.DRAIN_SET, drains.set(brokerName), by);
    }

    /** Gives a broker name its write permission back. */
    public DrainStore.Outcome liftDrain(String brokerName, String by) throws IOException {
        return told(EventKind.DRAIN_LIFTED, drains.lift(brokerName), by);
    }

    private DrainStore.Outcome told(EventKind kind, DrainStore.Outcome outcome, String by) {
        outcome.changed()
                .forEach(drain -> journal.append(Event.of(kind, "")
                        .inCluster(drain.cluster())
                        .ofBroker(drain.brokerName())
                        .by(by)));
        return outcome;
    }

    /** Forgets a topic, or forgets it in one cluster; returns whether there was one. */
    public boolean deleteTopic(String topic, Optional<String> cluster, String by) {
        var gone = brokersOf(topic);
        boolean deleted =
                cluster.map(name -> registry.deleteTopic(topic, name)).orElseGet(() -> registry.deleteTopic(topic));
        gone.removeAll(brokersOf(topic));
        if (deleted) {
            var event = Event.of(EventKind.TOPIC_DELETED, "on " + String.join(", ", gone))
                    .ofTopics(List.of(topic))
                    .by(by);
            journal.append(cluster.map(event::inCluster).orElse(event));
        }
        return deleted;
    }

    private SortedSet<String> brokersOf(String topic) {
        var brokers = new TreeSet<String>();
        registry.find(topic)
                .ifPresent(found -> found.route()
                        .brokers()
                        .forEach(broker -> brokers.add(broker.group().name())));
        return brokers;
    }

    /** Changes the configuration by a property text. */
    public UpdateOutcome changeConfiguration(String propertiesText, String by) {
        return told(configuration.update(propertiesText), by);
    }

    /** Changes the configuration by names and values. */
    public UpdateOutcome changeConfiguration(Map<String, String> values, String by) {
        return told(configuration.update(values), by);
    }

    private UpdateOutcome told(UpdateOutcome outcome, String by) {
        outcome.changes()
                .forEach(change -> journal.append(
                        Event.of(EventKind.CONFIG_CHANGED, change).by(by)));
        return outcome;
    }
}
