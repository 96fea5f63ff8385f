package io.lodestar.apache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;

/** Tells brokers of the client's groups: one that just came into a route knows none of them yet. */
final class Heartbeats {
    private static final Logger LOG = System.getLogger(Heartbeats.class.getName());

    private Heartbeats() {}

    /** Looked up by name, as releases differ in what it returns. */
    static void send(MQClientInstance instance) {
        try {
            MQClientInstance.class.getMethod("sendHeartbeatToAllBrokerWithLock").invoke(instance);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            LOG.log(Level.DEBUG, "no heartbeat could be sent; the client's own comes within 30 s", e);
        }
    }
}
