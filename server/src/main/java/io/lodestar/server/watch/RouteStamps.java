package io.lodestar.server.watch;

import io.lodestar.registry.Registry;
import io.lodestar.registry.TopicRoute;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import io.lodestar.server.store.KvStore;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads from what routes are answered, without a lock, as route queries do. Thread-safe. */
public final class RouteStamps {
    private static final Object NOTHING = new Object();

    private final Registry registry;
    private final Configuration configuration;
    private final KvStore kv;

    /** Creates a reader of what these hold. */
    public RouteStamps(Registry registry, KvStore kv, Configuration configuration) {
        this.registry = registry;
        this.kv = kv;
        this.configuration = configuration;
    }

    RouteStamp of(String topic) {
        return registry.find(topic).map(found -> stamp(topic, found)).orElse(RouteStamp.NONE);
    }

    private RouteStamp stamp(String topic, TopicRoute found) {
        Object mappings = found.mappings().isEmpty() ? NOTHING : found.mappings();
        var order = configuration.current().get(Keys.ORDER_MESSAGE_ENABLE)
                ? kv.orderConfig(topic)
                : Optional.<String>empty();
        return new RouteStamp(
                found.route(), mappings, order.<Object>map(text -> text).orElse(NOTHING));
    }

    /** Returns which settings all routes are answered by. */
    Manner manner() {
        var settings = configuration.current();
        return new Manner(settings.get(Keys.SUPPORT_ACTING_MASTER), settings.get(Keys.ORDER_MESSAGE_ENABLE));
    }

    /** Whether acting masters are shown, and order configuration. */
    record Manner(boolean acting, boolean ordered) {}

    int topicCount() {
        return registry.topicCount();
    }

    void eachTopic(Consumer<String> reader) {
        registry.catalogue().each(reader);
    }
}
