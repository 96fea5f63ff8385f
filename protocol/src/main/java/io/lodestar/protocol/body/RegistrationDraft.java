package io.lodestar.protocol.body;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A registration while it is read; what is added last under a name stays. Confined to one thread. */
final class RegistrationDraft {
    private final BodyLimits limits;
    private final TopicCollector topics = new TopicCollector();
    private final SortedMap<String, TopicQueueMapping> mappings = new TreeMap<>();
    private Optional<DataVersion> dataVersion;
    private Optional<List<String>> filterServers = Optional.of(List.of());
    private int topicCount;
    private long entryCount;

    /** Starts an empty registration, as it stays when the body leaves everything out. */
    RegistrationDraft(DataVersion dataVersion, BodyLimits limits) {
        this.dataVersion = Optional.of(dataVersion);
        this.limits = limits;
    }

    void dataVersion(Optional<DataVersion> version) {
        dataVersion = version;
    }

    void filterServers(Optional<List<String>> servers) {
        servers.ifPresent(named -> named.forEach(server -> limits.names().checked("filter server", server)));
        filterServers = servers;
    }

    void add(TopicConfig config) {
        limits.checkTopics(++topicCount);
        topics.put(config);
    }

    void add(String topic, TopicQueueMapping mapping) {
        entryCount += 1L + mapping.currentIds().size();
        limits.checkEntries(entryCount);
        var names = limits.names();
        names.checked("topic of a mapping", topic);
        names.checked("broker of a mapping", mapping.brokerName());
        names.checked("scope of a mapping", mapping.scope());
        mappings.put(topic, mapping);
    }

    RegistrationBody finish() {
        return new RegistrationBody(dataVersion, topics.toList(), mappings, filterServers);
    }
}
