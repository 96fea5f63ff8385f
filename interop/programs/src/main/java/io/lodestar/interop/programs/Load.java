package io.lodestar.interop.programs;

import io.lodestar.apache.RouteWatch;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.remoting.exception.RemotingException;

/** A producer that sends 200 messages a second, one after the other, and remembers when that failed. */
final class Load implements Runnable {
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1) / 200;

    private final Replies replies;
    private final DefaultMQProducer producer;
    private final Optional<RouteWatch> watch;
    private final String topic;
    private final Thread thread = new Thread(this, "load");

    private int tried;
    private int failed;
    private long lastFailureMillis;
    private long slowestNanos;

    private Load(Replies replies, DefaultMQProducer producer, Optional<RouteWatch> watch, String topic) {
        this.replies = replies;
        this.producer = producer;
        this.watch = watch;
        this.topic = topic;
    }

    /**
     * Starts to send.
     *
     * @param retries how often the producer itself tries again; its default is 2
     */
    static Load started(Replies replies, String nameServers, String topic, int retries, boolean watched)
            throws MQClientException {
        var producer = new DefaultMQProducer("lodestar-load");
        producer.setNamesrvAddr(nameServers);
        producer.setInstanceName("load-" + System.nanoTime());
        producer.setRetryTimesWhenSendFailed(retries);
        var watch = watched ? Optional.of(startWatched(producer)) : startAlone(producer);
        var load = new Load(replies, producer, watch, topic);
        load.thread.setDaemon(true);
        load.thread.start();
        return load;
    }

    private static RouteWatch startWatched(DefaultMQProducer producer) throws MQClientException {
        // example: WatchAProducer
        producer.start();
        var watch = RouteWatch.attach(producer);
        // end of example
        return watch;
    }

    private static Optional<RouteWatch> startAlone(DefaultMQProducer producer) throws MQClientException {
        producer.start();
        return Optional.empty();
    }

    /** Answers how many sends were tried, how many failed, when the last of these began, how long the slowest took since the last report, and how many name servers push. */
    synchronized void report() {
        int pushing = watch.map(it -> it.nameServers().size()).orElse(0);
        replies.fact(tried, failed, lastFailureMillis, TimeUnit.NANOSECONDS.toMillis(slowestNanos), pushing);
        slowestNanos = 0;
    }

    @Override
    public void run() {
        try {
            long next = System.nanoTime();
            while (true) {
                LockSupport.parkNanos(next - System.nanoTime());
                sendOne();
                next = Math.max(next + PERIOD_NANOS, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendOne() throws InterruptedException {
        long start = System.nanoTime();
        long startMillis = System.currentTimeMillis();
        try {
            producer.send(new Message(topic, "load".getBytes(StandardCharsets.UTF_8)));
            note(start);
        } catch (MQClientException | MQBrokerException | RemotingException e) {
            noteFailure(startMillis);
            note(start);
        }
    }

    private synchronized void noteFailure(long startMillis) {
        failed++;
        lastFailureMillis = startMillis;
    }

    private synchronized void note(long start) {
        tried++;
        slowestNanos = Math.max(slowestNanos, System.nanoTime() - start);
    }
}
