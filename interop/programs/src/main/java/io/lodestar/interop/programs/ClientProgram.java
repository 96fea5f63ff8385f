package io.lodestar.interop.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.remoting.exception.RemotingException;

/**
 * Carries out one order per line of standard input until that ends; a parent that dies ends its clients with it.
 *
 * <pre>
 * sign ACCESS_KEY SECRET_KEY                               signs all requests of clients made from now on, but those of streams
 * send NAME_SERVERS TOPIC COUNT PREFIX                     one fact per message: body, broker, queue
 * receive NAME_SERVERS TOPIC GROUP COUNT ORDERLY           one fact per message: body, broker, queue
 * queues NAME_SERVERS TOPIC                                one fact per queue a producer may use: broker, queue
 * stream NAME_SERVERS TOPIC                                sends in the background
 * progress                                                 one fact: sent, refused, first refusal
 * halt                                                     ends the stream; the same fact
 * </pre>
 *
 * <p>Without NAME_SERVERS a client asks the address service that the system properties of its release name.
 */
public final class ClientProgram {
    private final Replies replies;
    private final Deque<Stream> streams = new ArrayDeque<>();
    private Credentials credentials = Credentials.NONE;

    private ClientProgram(Replies replies) {
        this.replies = replies;
    }

    /** Obeys standard input. */
    @SuppressWarnings("SystemOut") // Standard output is how this program answers.
    public static void main(String[] arguments) throws IOException {
        var replies = new Replies(System.out, System.err);
        var program = new ClientProgram(replies);
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        replies.done();
        for (var order = orders.readLine(); order != null; order = orders.readLine()) {
            program.obey(List.of(order.split(" ", -1)));
        }
        Runtime.getRuntime().halt(0);
    }

    @SuppressWarnings("IllegalCatch") // A failure of any kind is this program's answer to the order.
    private void obey(List<String> order) {
        try {
            carryOut(order);
            replies.done();
        } catch (MQClientException | MQBrokerException | RemotingException | RuntimeException e) {
            replies.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            replies.failed(e);
        }
    }

    private void carryOut(List<String> order)
            throws MQClientException, MQBrokerException, RemotingException, InterruptedException {
        switch (order.get(0)) {
            case "sign" -> credentials = Credentials.of(order.get(1), order.get(2));
            case "send" -> send(order.get(1), order.get(2), Integer.parseInt(order.get(3)), order.get(4));
            case "receive" ->
                new Receiver(replies, credentials, Integer.parseInt(order.get(4)))
                        .receive(order.get(1), order.get(2), order.get(3), Boolean.parseBoolean(order.get(5)));
            case "queues" -> queues(order.get(1), order.get(2));
            case "stream" -> streams.push(Stream.started(replies, order.get(1), order.get(2)));
            case "progress" -> streams.element().report();
            case "halt" -> halt(streams.pop());
            default -> throw new IllegalArgumentException("unknown order " + order);
        }
    }

    private void send(String nameServers, String topic, int count, String prefix)
            throws MQClientException, MQBrokerException, RemotingException, InterruptedException {
        var producer = Producers.started(nameServers, credentials);
        try {
            for (int i = 0; i < count; i++) {
                var body = prefix + "-" + i;
                var sent = producer.send(new Message(topic, body.getBytes(StandardCharsets.UTF_8)));
                var queue = sent.getMessageQueue();
                replies.fact(body, queue.getBrokerName(), queue.getQueueId());
            }
        } finally {
            producer.shutdown();
        }
    }

    private void queues(String nameServers, String topic) throws MQClientException {
        var producer = Producers.started(nameServers, credentials);
        try {
            for (var queue : producer.fetchPublishMessageQueues(topic)) {
                replies.fact(queue.getBrokerName(), queue.getQueueId());
            }
        } finally {
            producer.shutdown();
        }
    }

    private void halt(Stream stream) throws InterruptedException {
        stream.stop();
        stream.report();
    }
}
