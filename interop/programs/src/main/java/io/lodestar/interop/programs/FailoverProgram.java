package io.lodestar.interop.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.remoting.exception.RemotingException;

/**
 * Runs producers whose failures are timed, and consumers whose first messages are; one order per line of standard input until that ends.
 *
 * <pre>
 * load NAME NAME_SERVERS TOPIC RETRIES WATCHED     starts a producer, with the route watch attached or not
 * report NAME                                      one fact: tried, failed, when the last failing send began, slowest send, name servers that push
 * consume NAME NAME_SERVERS TOPIC GROUP WATCHED     starts a consumer
 * first NAME BROKER                                one fact: when the first message came from the broker, name servers that push
 * lifecycle NAME_SERVERS TOPIC                     attaches watches to clients of all kinds and ends them
 * </pre>
 */
public final class FailoverProgram {
    private final Replies replies;
    private final Map<String, Load> loads = new HashMap<>();
    private final Map<String, Intake> intakes = new HashMap<>();

    private FailoverProgram(Replies replies) {
        this.replies = replies;
    }

    /** Obeys standard input. */
    @SuppressWarnings("SystemOut") // Standard output is how this program answers.
    public static void main(String[] arguments) throws IOException {
        var replies = new Replies(System.out, System.err);
        var program = new FailoverProgram(replies);
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
            case "load" ->
                loads.put(
                        order.get(1),
                        Load.started(
                                replies,
                                order.get(2),
                                order.get(3),
                                Integer.parseInt(order.get(4)),
                                Boolean.parseBoolean(order.get(5))));
            case "report" -> load(order.get(1)).report();
            case "consume" ->
                intakes.put(
                        order.get(1),
                        Intake.started(
                                replies, order.get(2), order.get(3), order.get(4), Boolean.parseBoolean(order.get(5))));
            case "first" -> intake(order.get(1)).report(order.get(2));
            case "lifecycle" -> new Lifecycle(order.get(1), order.get(2)).check();
            default -> throw new IllegalArgumentException("unknown order " + order);
        }
    }

    private Load load(String name) {
        var load = loads.get(name);
        if (load == null) {
            throw new IllegalArgumentException("no load is called " + name);
        }
        return load;
    }

    private Intake intake(String name) {
        var intake = intakes.get(name);
        if (intake == null) {
            throw new IllegalArgumentException("no intake is called " + name);
        }
        return intake;
    }
}
