package io.lodestar.apache;

import java.util.List;

/**
 * What to ask a name server.
 *
 * @param topics to be told of; none asks what became of those it tells of already
 * @param since up to which version the topics are known; empty when they have not been watched before
 */
record Ask(List<String> topics, String since) {
    Ask {
        topics = List.copyOf(topics);
    }
}
