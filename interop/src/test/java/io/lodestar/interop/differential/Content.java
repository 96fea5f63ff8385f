package io.lodestar.interop.differential;

import java.util.List;

/** What a broker tells about its topics. */
record Content(List<Topic> topics, List<Mapping> mappings) {
    Content {
        topics = List.copyOf(topics);
        mappings = List.copyOf(mappings);
    }
}
