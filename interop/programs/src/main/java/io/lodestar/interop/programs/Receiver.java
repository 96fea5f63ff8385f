package io.lodestar.interop.programs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;

/** A push consumer that reads a topic from its beginning and answers each message as it comes. */
final class Receiver {
    private static final int PATIENCE_SECONDS = 60;

    private final Replies replies;
    private final Credentials credentials;
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private final CountDownLatch missing;

    Receiver(Replies replies, Credentials credentials, int expected) {
        this.replies = replies;
        this.credentials = credentials;
        this.missing = new CountDownLatch(expected);
    }

    /** Returns when the expected number of different messages came, or when patience ran out. */
    void receive(String nameServers, String topic, String group, boolean orderly)
            throws MQClientException, InterruptedException {
        var consumer = credentials
                .hook()
                .map(hook -> new DefaultMQPushConsumer(group, hook, new AllocateMessageQueueAveragely()))
                .orElseGet(() -> new DefaultMQPushConsumer(group));
        if (!nameServers.isEmpty()) {
            consumer.setNamesrvAddr(nameServers);
        }
        consumer.setInstanceName("consumer-" + System.nanoTime());
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(topic, "*");
        listen(consumer, orderly);
        try {
            consumer.start();
            if (!missing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new MQClientException(
                        missing.getCount() + " messages of " + topic + " did not come within " + PATIENCE_SECONDS
                                + " s",
                        null);
            }
        } finally {
            consumer.shutdown();
        }
    }

    private void listen(DefaultMQPushConsumer consumer, boolean orderly) {
        if (orderly) {
            consumer.registerMessageListener((MessageListenerOrderly) (messages, context) -> {
                note(messages, context.getMessageQueue());
                return ConsumeOrderlyStatus.SUCCESS;
            });
        } else {
            consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
                note(messages, context.getMessageQueue());
                return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
        }
    }

    private void note(List<MessageExt> messages, MessageQueue queue) {
        for (var message : messages) {
            var body = new String(message.getBody(), StandardCharsets.UTF_8);
            replies.fact(body, queue.getBrokerName(), queue.getQueueId());
            if (bodies.add(body)) {
                missing.countDown();
            }
        }
    }
}
