package io.lodestar.client.route;

import io.lodestar.client.TopicRoute;
import java.util.Optional;

/**
 * What became of a topic's route. Immutable.
 *
 * <p>Of several changes between which nobody could be told, only the first {@code before} and the last {@code now} are.
 *
 * @param before what the name servers answered last; empty when the topic had no route
 * @param now what they answer; empty when they know the topic no more, while the {@link RouteClient} still uses its last route
 */
public record RouteChange(String topic, Optional<TopicRoute> before, Optional<TopicRoute> now) {
    /** Returns this change and the next one in one. */
    RouteChange then(RouteChange next) {
        return new RouteChange(topic, before, next.now);
    }

    /** Returns whether nothing is different. */
    boolean isNothing() {
        return before.equals(now);
    }
}
