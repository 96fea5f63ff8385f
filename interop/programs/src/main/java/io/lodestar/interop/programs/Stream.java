package io.lodestar.interop.programs;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.remoting.exception.RemotingException;

/** A producer that sends one message after the other until it is told to stop, and remembers what was refused. */
final class Stream implements Runnable {
    private static final int PAUSE_MILLIS = 5;

    private final Replies replies;
    private final DefaultMQProducer producer;
    private final String topic;
    private final Thread thread = new Thread(this, "stream");
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile String firstRefusal = "";

    private Stream(Replies replies, DefaultMQProducer producer, String topic) {
        this.replies = replies;
        this.producer = producer;
        this.topic = topic;
    }

    static Stream started(Replies replies, String nameServers, String topic) throws MQClientException {
        var stream = new Stream(replies, Producers.started(nameServers, Credentials.NONE), topic);
        stream.thread.start();
        return stream;
    }

    /** Answers how many messages were sent and refused so far. */
    void report() {
        replies.fact(sent.get(), refused.get(), firstRefusal);
    }

    void stop() throws InterruptedException {
        stopping.countDown();
        thread.join();
        producer.shutdown();
    }

    @Override
    public void run() {
        try {
            while (!stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                sendOne();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendOne() throws InterruptedException {
        try {
            var body = (topic + "-" + sent.get()).getBytes(StandardCharsets.UTF_8);
            producer.send(new Message(topic, body));
            sent.incrementAndGet();
        } catch (MQClientException | MQBrokerException | RemotingException e) {
            noteRefusal(e);
        }
    }

    private void noteRefusal(Exception refusal) {
        var reason = replies.reason(refusal);
        if (refused.getAndIncrement() == 0) {
            firstRefusal = reason;
        }
    }
}
