package io.lodestar.apache;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;

/**
 * The watches of this process, one for each instance of Apache's client, as that keeps its instances: two producers of one instance have one connection to each name
 * server, and a second watch on it would take the pushes from the first.
 */
final class Watches {
    private static final Map<MQClientInstance, InstanceWatch> WATCHES = new HashMap<>();

    private Watches() {}

    /** Has the instance's watch, a new one if need be, serve the client. */
    static InstanceWatch attach(MQClientInstance instance, AttachedClient client) {
        synchronized (WATCHES) {
            var known = Optional.ofNullable(WATCHES.get(instance));
            if (known.isPresent() && known.get().attach(client)) {
                return known.get();
            }
            var watch = new InstanceWatch(instance);
            WATCHES.put(instance, watch);
            watch.attach(client);
            watch.start(known, () -> forget(instance, watch));
            return watch;
        }
    }

    private static void forget(MQClientInstance instance, InstanceWatch watch) {
        synchronized (WATCHES) {
            WATCHES.remove(instance, watch);
        }
    }
}
