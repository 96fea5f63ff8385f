package io.lodestar.interop.differential;

import java.util.List;

/** What a broker tells about its topics. */
public record Content(List<Topic> topics, List<Mapping> mappings) {
    public Content {
        topics = List.copyOf(topics);
        mappings = List.copyOf(mappings);
    }
}
