package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A registration while it is read; what is added last under a name stays. Confined to one thread. */
final class RegistrationDraft {
    private final int maxEntries;
    private final TopicCollector topics = new TopicCollector();
    private final SortedMap<String, TopicQueueMapping> mappings = new TreeMap<>();
    private Optional<DataVersion> dataVersion;
    private Optional<List<String>> filterServers = Optional.of(List.of());
    private long entries;

    /** Starts an empty registration, as it stays when the body leaves everything out. */
    RegistrationDraft(DataVersion dataVersion, int maxEntries) {
        this.dataVersion = Optional.of(dataVersion);
        this.maxEntries = maxEntries;
    }

    void dataVersion(Optional<DataVersion> version) {
        dataVersion = version;
    }

    void filterServers(Optional<List<String>> servers) {
        filterServers = servers;
    }

    void add(TopicConfig config) {
        count(1);
        topics.put(config);
    }

    void add(String topic, TopicQueueMapping mapping) {
        count(1L + mapping.currentIds().size());
        mappings.put(topic, mapping);
    }

    RegistrationBody finish() {
        return new RegistrationBody(dataVersion, topics.toList(), mappings, filterServers);
    }

    private void count(long more) {
        entries += more;
        if (entries > maxEntries) {
            throw new MalformedBodyException("registration has more entries than maxEntries " + maxEntries);
        }
    }
}
