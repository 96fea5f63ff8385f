package io.lodestar.interop.programs;

import io.lodestar.apache.RouteWatch;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.exception.MQClientException;

/** A consumer that remembers when it first received something from each broker. */
final class Intake {
    private final Replies replies;
    private final DefaultMQPushConsumer consumer;
    private final Map<String, Long> firstMillis = new ConcurrentHashMap<>();
    private Optional<RouteWatch> watch = Optional.empty();

    private Intake(Replies replies, DefaultMQPushConsumer consumer) {
        this.replies = replies;
        this.consumer = consumer;
    }

    static Intake started(Replies replies, String nameServers, String topic, String group, boolean watched)
            throws MQClientException {
        var intake = new Intake(replies, new DefaultMQPushConsumer(group));
        intake.start(nameServers, topic, watched);
        return intake;
    }

    private void start(String nameServers, String topic, boolean watched) throws MQClientException {
        if (!nameServers.isEmpty()) {
            consumer.setNamesrvAddr(nameServers);
        }
        consumer.setInstanceName("intake-" + System.nanoTime());
        consumer.setConsumeThreadMin(2);
        consumer.setConsumeThreadMax(2);
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            firstMillis.putIfAbsent(context.getMessageQueue().getBrokerName(), System.currentTimeMillis());
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
        watch = watched ? Optional.of(RouteWatch.attach(consumer)) : Optional.empty();
    }

    /** Answers when the first message came from a broker, 0 if none did, and how many name servers push. */
    void report(String broker) {
        int pushing = watch.map(it -> it.nameServers().size()).orElse(0);
        replies.fact(firstMillis.getOrDefault(broker, 0L), pushing);
    }
}
