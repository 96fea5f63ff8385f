package io.lodestar.interop.programs;

import io.lodestar.apache.RouteWatch;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.remoting.exception.RemotingException;

/** Attaches route watches to clients of all kinds and ends them in all orders; throws where one does not behave. */
final class Lifecycle {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final String nameServers;
    private final String topic;

    Lifecycle(String nameServers, String topic) {
        this.nameServers = nameServers;
        this.topic = topic;
    }

    void check() throws MQClientException, MQBrokerException, RemotingException, InterruptedException {
        aClientThatHasNotStartedIsRefused();
        clientsOfOneInstanceShareAWatchThatEndsWithTheLast();
        aTransactionalProducerIsWatched();
        aPullingConsumerIsWatchedUntilItShutsDown();
    }

    private void aClientThatHasNotStartedIsRefused() {
        try (var watch = RouteWatch.attach(producer("idle"))) {
            throw new AssertionError("a producer that has not started is watched by " + watch.nameServers());
        } catch (IllegalStateException e) {
            require(
                    String.valueOf(e.getMessage()).contains("start()"),
                    "the refusal says what to do: " + e.getMessage());
        }
    }

    private void clientsOfOneInstanceShareAWatchThatEndsWithTheLast()
            throws MQClientException, MQBrokerException, RemotingException, InterruptedException {
        var one = producer("one");
        var other = producer("other");
        one.start();
        other.start();
        useTopic(one);
        var watch = RouteWatch.attach(one);
        var otherWatch = RouteWatch.attach(other);
        await(() -> pushes(watch) && pushes(otherWatch), "both producers are pushed to");
        require(watchThreads() == 1, "one thread watches for both, not " + watchThreads());
        watch.close();
        watch.close();
        one.shutdown();
        require(!pushes(watch) && pushes(otherWatch), "only the producer that was not detached is pushed to");
        other.shutdown(); // without close()
        await(() -> watchThreads() == 0, "the watch ends with its last client");
        otherWatch.close();
    }

    private void aTransactionalProducerIsWatched()
            throws MQClientException, MQBrokerException, RemotingException, InterruptedException {
        var producer = new TransactionMQProducer("lodestar-transactions");
        producer.setNamesrvAddr(nameServers);
        producer.start();
        var watch = RouteWatch.attach(producer);
        useTopic(producer);
        await(() -> pushes(watch), "a transactional producer is pushed to");
        watch.close();
        await(() -> watchThreads() == 0, "a watch that is closed ends");
        var again = RouteWatch.attach(producer);
        await(() -> pushes(again), "a client can be attached again");
        producer.shutdown();
        await(() -> watchThreads() == 0, "it ends again");
    }

    private void aPullingConsumerIsWatchedUntilItShutsDown() throws MQClientException {
        var consumer = new DefaultLitePullConsumer("lodestar-pull");
        consumer.setNamesrvAddr(nameServers);
        consumer.subscribe(topic, "*");
        consumer.start();
        var watch = RouteWatch.attach(consumer);
        await(() -> pushes(watch), "a pulling consumer is pushed to");
        consumer.shutdown();
        await(() -> watchThreads() == 0, "its watch ends with it");
    }

    /** Only topics that are used are watched. */
    private void useTopic(DefaultMQProducer producer)
            throws MQClientException, MQBrokerException, RemotingException, InterruptedException {
        producer.send(new Message(topic, "first".getBytes(StandardCharsets.UTF_8)));
    }

    private DefaultMQProducer producer(String group) {
        var producer = new DefaultMQProducer("lodestar-" + group);
        producer.setNamesrvAddr(nameServers);
        producer.setSendMsgTimeout(20_000); // the first send looks up its topic, on a busy machine
        producer.setInstanceName("shared");
        return producer;
    }

    private static boolean pushes(RouteWatch watch) {
        return watch.nameServers().size() == 1;
    }

    private static long watchThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lodestar-watch-"))
                .count();
    }

    private static void await(BooleanSupplier condition, String what) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            require(System.nanoTime() - start < PATIENCE_NANOS, what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException("not so: " + what);
        }
    }
}
