package io.lodestar.interop.truth;

import io.lodestar.interop.NameServerProcess;
import io.lodestar.interop.Waiting;
import io.lodestar.interop.differential.Answer;
import io.lodestar.interop.differential.Cluster;
import io.lodestar.interop.differential.Outcome;
import io.lodestar.interop.differential.Request;
import io.lodestar.interop.differential.Server;
import io.lodestar.interop.differential.Settling;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** One of the two servers, as a script meets it. Confined to one thread. */
final class Side implements AutoCloseable {
    private static final int ROUTE = 105;
    private static final String READER = "reader";

    private final NameServerProcess process;
    private Server server;

    Side(NameServerProcess process) {
        this.process = process;
        this.server = connect();
    }

    private Server connect() {
        return new Server(process.address(), process.port());
    }

    /** Registers a broker with its whole table, which must be answered but not granted. */
    Answer register(String line, Broker broker) {
        return ask(line, broker.full());
    }

    Answer ask(String line, Request request) {
        return server.ask(line, request);
    }

    /** What comes of a request, be it the end of the connection. */
    Outcome.Kind outcome(String line, Request request) {
        server.send(line, request, 0);
        return server.receive(line).kind();
    }

    /** Closes a connection and waits until the server has done what follows from that. */
    void hangUp(String line) {
        server.hangUp(line);
        Settling.afterClose(server);
    }

    /** Closes a connection without looking what the server does. */
    void hangUpAtOnce(String line) {
        server.hangUp(line);
    }

    /** Waits until the server has done what follows from connections that were closed before. */
    void settle() {
        Settling.afterClose(server);
    }

    void sendOneWay(String line, Request request) {
        server.send(line, request.asOneWay(), 0);
    }

    /** Sends a good-bye and waits until the server has done what follows from that. */
    Answer leave(String line, Broker broker) {
        var answer = ask(line, broker.goodbye());
        Settling.afterUnregistration(server);
        return answer;
    }

    Answer route(String topic) {
        return ask(READER, Request.of(ROUTE, "topic", topic));
    }

    /** The route as text; empty when there is none. */
    String routeText(String topic) {
        var answer = route(topic);
        return answer.succeeded() ? text(answer) : "";
    }

    boolean hasRoute(String topic) {
        return route(topic).succeeded();
    }

    RouteView view(String topic) {
        return RouteView.of(routeText(topic));
    }

    Map<String, String> addresses(String topic) {
        return view(topic).addresses();
    }

    Map<String, Integer> permissions(String topic) {
        return view(topic).permissions();
    }

    Map<String, Integer> queues(String topic) {
        return view(topic).queues();
    }

    Cluster cluster() {
        return Cluster.of(server);
    }

    /** Waits for something to come true, with ample time. */
    void await(String what, Callable<Boolean> condition) {
        Waiting.until(what + " on " + process.log()).until(condition);
    }

    /** Waits for something to come true, and returns how long that took. */
    Duration timeUntil(String what, Callable<Boolean> condition) {
        long start = System.nanoTime();
        await(what, condition);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Stops the whole process for a time, without its noticing. */
    void freeze(Duration duration) {
        process.freeze();
        pass(duration);
        process.thaw();
    }

    /** Ends the process as operators do, and returns its exit code. */
    int stop() {
        return process.stop();
    }

    /** Ends the process as a failing machine does. */
    void kill() {
        process.kill();
    }

    /** Starts the process again, which knows none of the connections of before. */
    void restart() {
        process.restart();
        server.close();
        server = connect();
    }

    /** Lets time pass, where that is what the script is about. */
    static void pass(Duration duration) {
        Awaitility.await("time to pass")
                .pollDelay(duration)
                .atMost(duration.plus(Waiting.PATIENCE))
                .until(() -> true);
    }

    static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
