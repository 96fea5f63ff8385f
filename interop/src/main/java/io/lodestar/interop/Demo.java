package io.lodestar.interop;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Supplier;

/** Shows Lodestar at work: our name server, a broker, a tool and clients of Apache's, a few messages. */
public final class Demo {
    private static final Release RELEASE = Release.V5_5_0;
    private static final String TOPIC = "greetings";
    private static final int MESSAGES = 5;

    private final Scene scene;
    private final PrintStream out;
    private String step = "";

    private Demo(Scene scene, PrintStream out) {
        this.scene = scene;
        this.out = out;
    }

    /** Runs the demonstration; ends with 0 if every step worked, else with 1. */
    @SuppressWarnings("SystemOut") // for people to read
    public static void main(String[] arguments) throws IOException {
        var folder = Files.createTempDirectory("lodestar-demo-");
        boolean worked;
        try (var scene = Scene.in(folder)) {
            worked = new Demo(scene, System.out).succeeds();
        }
        if (worked) {
            delete(folder);
        }
        System.exit(worked ? 0 : 1);
    }

    private boolean succeeds() {
        try {
            perform();
            out.println("All has stopped. For brokers and clients of your own, start it with bin/mqnamesrv.");
            return true;
        } catch (RuntimeException e) { // a step may fail for any reason, and each is to be shown
            out.println();
            out.println("failed at: " + step);
            out.println(e.getMessage());
            out.println("logs:");
            scene.logs().forEach(log -> out.println("  " + log));
            out.println("  and beside them in " + scene.folder());
            return false;
        }
    }

    private void perform() {
        var nameServer = take("start Lodestar", () -> scene.nameServer(NameServerProgram.LODESTAR));
        say("listens on " + nameServer.address());

        var settings = BrokerSettings.master(RELEASE, "broker-a", nameServer.address());
        var broker = take("start a broker of Apache RocketMQ " + RELEASE, () -> registered(settings, nameServer));
        say(broker.name() + " on " + broker.address() + " has registered");

        var admin = scene.admin(nameServer.address());
        take("create a topic with mqadmin", () -> admin.updateTopic(broker, TOPIC, 4));
        say("\"" + TOPIC + "\" with 4 queues");

        var route = take("ask Lodestar for the route", () -> admin.run("topicRoute", "-t", TOPIC));
        route.lines().forEach(this::say);

        var client = scene.client(RELEASE, nameServer.address());
        var sent = take("send messages", () -> client.send(TOPIC, MESSAGES, "hello"));
        sent.forEach(message -> say(message.body() + " to " + message.broker() + ", queue " + message.queue()));

        var received = take("receive them", () -> client.receive(TOPIC, "readers", MESSAGES));
        received.forEach(message -> say(message.body() + " from " + message.broker() + ", queue " + message.queue()));

        client.close();
        take("stop the broker", () -> stopped(broker, nameServer));
        say("it took its time, and is in no route any more");
        int exitCode = take("stop Lodestar", nameServer::stop);
        if (exitCode != 0) {
            throw new IllegalStateException("the name server ended with exit code " + exitCode);
        }
    }

    private ApacheBroker registered(BrokerSettings settings, NameServerProcess nameServer) {
        var broker = scene.broker(settings);
        broker.awaitRegistration(nameServer);
        return broker;
    }

    private static boolean stopped(ApacheBroker broker, NameServerProcess nameServer) {
        broker.terminate();
        broker.awaitExit();
        Waiting.until("the broker to leave the route").until(() -> !broker.isRoutedBy(nameServer));
        return true;
    }

    private <T> T take(String name, Supplier<T> action) {
        step = name;
        long start = System.nanoTime();
        var result = action.get();
        out.printf(Locale.ROOT, "%5.1f s  %s%n", (System.nanoTime() - start) / 1e9, name);
        return result;
    }

    private void say(String fact) {
        out.println("         " + fact);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
