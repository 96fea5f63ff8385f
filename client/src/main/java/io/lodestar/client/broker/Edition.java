package io.lodestar.client.broker;

import io.lodestar.protocol.body.DataVersion;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a broker would register: itself, its topics, and their version, which each change counts up. Immutable.
 *
 * @param topics by name
 * @param mappings by topic
 */
record Edition(
        Broker broker,
        SortedMap<String, BrokerTopic> topics,
        SortedMap<String, StaticMapping> mappings,
        DataVersion version) {
    Edition {
        topics = Collections.unmodifiableSortedMap(topics);
        mappings = Collections.unmodifiableSortedMap(mappings);
    }

    /** Returns the first edition of a broker; nobody counted its time yet. */
    static Edition first(Broker broker, Collection<BrokerTopic> topics) {
        var byName = new TreeMap<String, BrokerTopic>();
        topics.forEach(topic -> byName.put(topic.name(), topic));
        return new Edition(broker, byName, new TreeMap<>(), new DataVersion(broker.epoch(), 0, 0));
    }

    /** Returns the same as of a time since 1970: no two lives of a broker have one version. */
    Edition at(long nowMillis) {
        return new Edition(broker, topics, mappings, new DataVersion(broker.epoch(), nowMillis, version.counter()));
    }

    /** Returns the edition with these topics, added or in place of their namesakes. */
    Edition with(Collection<BrokerTopic> changed, long nowMillis) {
        var all = new TreeMap<>(topics);
        changed.forEach(topic -> all.put(topic.name(), topic));
        return all.equals(topics) ? this : next(all, mappings, nowMillis);
    }

    /** Returns the edition without this topic and its mapping. */
    Edition without(String topic, long nowMillis) {
        var others = new TreeMap<>(topics);
        var otherMappings = new TreeMap<>(mappings);
        others.remove(topic);
        otherMappings.remove(topic);
        return others.equals(topics) && otherMappings.equals(mappings) ? this : next(others, otherMappings, nowMillis);
    }

    /** Returns the edition with a mapping, added or in place of that topic's. */
    Edition with(StaticMapping mapping, long nowMillis) {
        var all = new TreeMap<>(mappings);
        all.put(mapping.topic(), mapping);
        return all.equals(mappings) ? this : next(topics, all, nowMillis);
    }

    /** Returns the edition in which these of the broker's topics are ordered; no topic loses its order. */
    Edition ordered(Set<String> names, long nowMillis) {
        var changed = names.stream()
                .filter(topics::containsKey)
                .map(topics::get)
                .map(topic -> topic.withOrdered(true))
                .toList();
        return with(changed, nowMillis);
    }

    /** Returns the topics that are new or changed since an earlier edition, if nothing else is different; otherwise none. */
    List<BrokerTopic> topicsSince(Edition earlier) {
        boolean isMore = broker.equals(earlier.broker)
                && mappings.equals(earlier.mappings)
                && topics.keySet().containsAll(earlier.topics.keySet());
        return isMore
                ? topics.values().stream()
                        .filter(topic -> !topic.equals(earlier.topics.get(topic.name())))
                        .toList()
                : List.of();
    }

    /**
     * Returns the edition of the broker as it is from now on.
     *
     * @throws IllegalArgumentException when that is another broker
     */
    Edition as(Broker other, long nowMillis) {
        if (other.equals(broker)) {
            return this;
        }
        if (!other.cluster().equals(broker.cluster()) || !other.name().equals(broker.name())) {
            throw new IllegalArgumentException("broker " + broker.name() + " of cluster " + broker.cluster()
                    + " cannot become " + other.name() + " of " + other.cluster() + ": start a registrar for that one");
        }
        if (other.id() != broker.id() && !other.address().equals(broker.address())) {
            throw new IllegalArgumentException("broker " + broker.name() + " cannot change its id, " + broker.id()
                    + " to " + other.id() + ", and its address, " + broker.address() + " to " + other.address()
                    + ", at once: change one after the other");
        }
        return new Edition(other, topics, mappings, new DataVersion(other.epoch(), nowMillis, version.counter() + 1));
    }

    private Edition next(
            SortedMap<String, BrokerTopic> newTopics, SortedMap<String, StaticMapping> newMappings, long nowMillis) {
        return new Edition(
                broker, newTopics, newMappings, new DataVersion(broker.epoch(), nowMillis, version.counter() + 1));
    }
}
