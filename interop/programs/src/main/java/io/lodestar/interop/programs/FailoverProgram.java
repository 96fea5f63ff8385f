package io.lodestar.interop.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.rocketmq.client.exception.MQClientException;

/**
 * Runs producers whose failures are timed; one order per line of standard input until that ends.
 *
 * <pre>
 * load NAME NAME_SERVERS TOPIC RETRIES WATCHED     starts a producer, with the route watch attached or not
 * report NAME                                      one fact: tried, failed, when the last failing send began, slowest send, name servers that push
 * stop NAME                                        the same fact, and the producer is shut down
 * </pre>
 */
public final class FailoverProgram {
    private final Replies replies;
    private final Map<String, Load> loads = new HashMap<>();

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
        } catch (MQClientException | RuntimeException e) {
            replies.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            replies.failed(e);
        }
    }

    private void carryOut(List<String> order) throws MQClientException, InterruptedException {
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
            case "stop" -> {
                load(order.get(1)).stop();
                load(order.get(1)).report();
            }
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
}
