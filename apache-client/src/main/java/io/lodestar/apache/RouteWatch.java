package io.lodestar.apache;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.impl.MQClientManager;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.ServiceState;

/**
 * Brings changes of routes to a producer or consumer of Apache's at once, rather than at its next poll within 30 s.
 *
 * <p>Lodestar's name servers tell the client over its own connections which topics changed, and the client asks for their routes in its own way; a consumer shares out its
 * queues anew. All topics of the client are watched, also those it comes to use later. Its settings, its access keys and TLS, and its polling stay as they are. Where a
 * name server cannot push (Apache's, for one), that is logged once and only the polling is left; it is asked again every minute.
 *
 * <p>Clients that share an instance (a client id) share one watch with two daemon threads, which end when the last of them is detached or has been shut down. All methods may be
 * called by any thread.
 */
public final class RouteWatch implements AutoCloseable {
    private final InstanceWatch watch;
    private final AttachedClient client;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RouteWatch(InstanceWatch watch, AttachedClient client) {
        this.watch = watch;
        this.client = client;
    }

    /**
     * Watches the routes of a producer, also a transactional one; returns at once.
     *
     * @param producer one that has been started
     * @throws IllegalStateException when it is not running
     */
    @SuppressWarnings("deprecation") // There is no other way to what the client is made of.
    public static RouteWatch attach(DefaultMQProducer producer) {
        var inner = producer.getDefaultMQProducerImpl();
        var client = new AttachedClient(
                () -> inner.getServiceState() == ServiceState.RUNNING, inner::getPublishTopicList, false);
        requireRunning(client, "producer of group " + producer.getProducerGroup());
        return attach(inner.getMqClientFactory(), client);
    }

    /**
     * Watches the routes of a consumer, which shares out its queues anew when they changed; returns at once.
     *
     * @param consumer one that has been started
     * @throws IllegalStateException when it is not running
     */
    @SuppressWarnings("deprecation") // There is no other way to what the client is made of.
    public static RouteWatch attach(DefaultMQPushConsumer consumer) {
        var inner = consumer.getDefaultMQPushConsumerImpl();
        var client = new AttachedClient(
                () -> inner.getServiceState() == ServiceState.RUNNING,
                () -> inner.getSubscriptionInner().keySet(),
                true);
        requireRunning(client, "consumer of group " + consumer.getConsumerGroup());
        return attach(inner.getmQClientFactory(), client);
    }

    /**
     * Watches the routes of a consumer that pulls; returns at once. Queues that it was assigned by hand stay its own.
     *
     * @param consumer one that has been started
     * @throws IllegalStateException when it is not running
     */
    public static RouteWatch attach(DefaultLitePullConsumer consumer) {
        var client = new AttachedClient(consumer::isRunning, Set::of, true);
        requireRunning(client, "consumer of group " + consumer.getConsumerGroup());
        // It keeps its instance to itself; the manager returns the one that it was started with.
        return attach(MQClientManager.getInstance().getOrCreateMQClientInstance(consumer), client);
    }

    /**
     * The name servers, as the client names them, that push at present; empty in the first moments, while the client has used no topic, and as long as only polling is left. For a gauge, or for a test that waits
     * until the watch stands.
     */
    public Set<String> nameServers() {
        return closed.get() ? Set.of() : watch.pushing();
    }

    /** Detaches the client, which goes on with polling alone; once more is nothing more. Returns at once. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            watch.detach(client);
        }
    }

    private static RouteWatch attach(MQClientInstance instance, AttachedClient client) {
        return new RouteWatch(Watches.attach(instance, client), client);
    }

    private static void requireRunning(AttachedClient client, String name) {
        if (!client.running().getAsBoolean()) {
            throw new IllegalStateException("the " + name + " is not running: call its start() before");
        }
    }
}
