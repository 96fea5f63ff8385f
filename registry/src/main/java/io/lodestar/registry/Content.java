package io.lodestar.registry;

import java.util.List;
import java.util.Optional;

/**
 * The topics of a registration.
 *
 * @param version what the broker calls their version; empty when it explicitly has none
 * @param mappings static-topic mappings, mostly none
 * @param filterServers the broker's filter servers; empty leaves those known before
 * @param retiresMissing whether topics of the broker group that are not listed here are to go
 */
public record Content(
        Optional<DataVersion> version,
        List<TopicQueues> topics,
        List<StaticMapping> mappings,
        Optional<List<String>> filterServers,
        boolean retiresMissing) {
    public Content {
        topics = List.copyOf(topics);
        mappings = List.copyOf(mappings);
        filterServers = filterServers.map(List::copyOf);
    }

    long stateVersion() {
        return version.map(DataVersion::stateVersion).orElse(0L);
    }
}
