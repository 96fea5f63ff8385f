package io.lodestar.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Producers and consumers of an Apache release in a JVM of their own, which is told what to do over its input. */
final class ApacheClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String FACT = "@ ";
    private static final String DONE = "@done";

    private final ChildProcess process;
    private final String nameServers;
    private final PrintWriter orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private ApacheClient(ChildProcess process, String nameServers) {
        this.process = process;
        this.nameServers = nameServers;
        this.orders = new PrintWriter(process.process().getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** A message as its producer or its consumer saw it. */
    record Message(String body, String broker, int queue) {
        static Message of(List<String> fields) {
            return new Message(fields.get(0), fields.get(1), Integer.parseInt(fields.get(2)));
        }
    }

    /** How far a stream of messages has come. */
    record Progress(int sent, int refused, String firstRefusal) {
        static Progress of(List<String> fields) {
            return new Progress(Integer.parseInt(fields.get(0)), Integer.parseInt(fields.get(1)), fields.get(2));
        }
    }

    /** Starts the JVM; the clients in it use the name servers given, addresses separated by semicolons. */
    static ApacheClient start(Release release, Path folder, String nameServers) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var classPath = Checkout.path("interop/programs/target/classes")
                + System.getProperty("path.separator")
                + release.classPath();
        var command = ApacheJvm.command(folder, classPath, "io.lodestar.interop.programs.ClientProgram", List.of());
        var client = new ApacheClient(
                ChildProcess.startConversation(folder.getFileName().toString(), folder, command), nameServers);
        client.listen();
        client.facts();
        return client;
    }

    /** Sends messages with the bodies PREFIX-0, PREFIX-1 and so on, by a new producer. */
    List<Message> send(String topic, int count, String prefix) {
        return ask("send", nameServers, topic, Integer.toString(count), prefix).stream()
                .map(Message::of)
                .toList();
    }

    /** Receives from the beginning of the topic until so many different messages have come, by a new consumer. */
    List<Message> receive(String topic, String group, int count) {
        return receive(topic, group, count, false);
    }

    /** Like {@link #receive}, each queue in its order. */
    List<Message> receiveInOrder(String topic, String group, int count) {
        return receive(topic, group, count, true);
    }

    /** The queues that a new producer may send to, each as {@code BROKER:NUMBER}. */
    List<String> publishQueues(String topic) {
        return ask("queues", nameServers, topic).stream()
                .map(fields -> String.join(":", fields))
                .toList();
    }

    /** Makes a new producer send one message after the other. */
    void startStream(String topic) {
        ask("stream", nameServers, topic);
    }

    Progress streamProgress() {
        return Progress.of(ask("progress").get(0));
    }

    Progress stopStream() {
        return Progress.of(ask("halt").get(0));
    }

    /** Waits until the stream has sent so many messages more. */
    void awaitStreamed(int more) {
        int start = streamProgress().sent();
        Waiting.until("the stream to send " + more + " messages more than " + start)
                .until(() -> streamProgress().sent() >= start + more);
    }

    ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }

    private List<Message> receive(String topic, String group, int count, boolean inOrder) {
        var facts = ask("receive", nameServers, topic, group, Integer.toString(count), Boolean.toString(inOrder));
        return facts.stream().map(Message::of).toList();
    }

    private synchronized List<List<String>> ask(String... order) {
        orders.println(String.join(" ", order));
        return facts();
    }

    private List<List<String>> facts() {
        var facts = new ArrayList<List<String>>();
        for (var answer = nextAnswer(); !answer.equals(DONE); answer = nextAnswer()) {
            if (!answer.startsWith(FACT)) {
                throw new ClientRefusal(answer, process.tail());
            }
            facts.add(List.of(answer.substring(FACT.length()).split("\t", -1)));
        }
        return facts;
    }

    private String nextAnswer() {
        try {
            var answer = answers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw new ClientRefusal("no answer within " + PATIENCE.toSeconds() + " s", process.tail());
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a client was at work", e);
        }
    }

    private void listen() {
        var thread = new Thread(this::collectAnswers, "answers of " + process.log());
        thread.setDaemon(true);
        thread.start();
    }

    private void collectAnswers() {
        try (var lines =
                new BufferedReader(new InputStreamReader(process.process().getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> line.startsWith("@")).forEach(answers::add);
            answers.add("@failed the client has ended");
        } catch (IOException | UncheckedIOException e) {
            answers.add("@failed the client cannot be heard: " + e.getMessage());
        }
    }
}
