package io.lodestar.apache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;

/**
 * Has the client ask for routes that changed, on a thread of its own: the client asks in turn and waits up to seconds for each answer, which
 * nobody else must wait for.
 */
final class Refresher implements Runnable {
    private static final Logger LOG = System.getLogger(Refresher.class.getName());

    /** The client tries another name server each time, and its own poll comes in the end. */
    private static final int TRIES = 3;

    private static final long RETRY_MILLIS = 500;

    private final MQClientInstance instance;
    private final Runnable onChange;
    private final PendingTopics pending = new PendingTopics();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    Refresher(MQClientInstance instance, Runnable onChange) {
        this.instance = instance;
        this.onChange = onChange;
    }

    /** Has the topics asked about after a delay; returns at once. */
    void refresh(Collection<String> topics, long delayMillis) {
        pending.add(topics, delayMillis);
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                refreshAll(pending.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the watch has ended
        }
    }

    private void refreshAll(List<String> topics) {
        boolean changed = false;
        for (var topic : topics) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            changed |= refreshOne(topic);
        }
        if (changed) {
            onChange.run();
        }
    }

    /** Whether the client has a new route now. */
    @SuppressWarnings("IllegalCatch") // The client's own code runs here, and no failure of its must end the thread.
    private boolean refreshOne(String topic) {
        try {
            boolean changed = instance.updateTopicRouteInfoFromNameServer(topic);
            failures.remove(topic);
            return changed;
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, () -> "the route of " + topic + " could not be asked for", e);
            retry(topic);
            return false;
        }
    }

    private void retry(String topic) {
        if (failures.merge(topic, 1, Integer::sum) < TRIES) {
            pending.add(List.of(topic), RETRY_MILLIS);
        } else {
            failures.remove(topic);
        }
    }
}
