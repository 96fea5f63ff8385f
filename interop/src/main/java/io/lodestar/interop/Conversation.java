package io.lodestar.interop;

import java.io.BufferedReader;
import java.io.File;
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
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program of ours with the jars of an Apache release, in a JVM of its own that takes orders over its input and answers each with facts. */
final class Conversation implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String FACT = "@ ";
    private static final String DONE = "@done";

    private final ChildProcess process;
    private final PrintWriter orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private Conversation(ChildProcess process) {
        this.process = process;
        this.orders = new PrintWriter(process.process().getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /**
     * Starts the JVM and waits until the program listens.
     *
     * @param folder made when missing
     * @param program the simple name of its main class
     */
    static Conversation start(Release release, Path folder, String program) {
        return start(release, folder, program, Map.of());
    }

    /** Like {@link #start(Release, Path, String)}, with system properties. */
    static Conversation start(Release release, Path folder, String program, Map<String, String> properties) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be made", e);
        }
        var classPath = String.join(
                File.pathSeparator,
                Checkout.path("interop/programs/target/classes").toString(),
                Checkout.path("apache-client/target/classes").toString(),
                release.classPath());
        var command = ApacheJvm.command(folder, classPath, "io.lodestar.interop.programs." + program, List.of());
        var conversation = new Conversation(ChildProcess.startConversation(
                folder.getFileName().toString(), folder, ApacheJvm.with(properties, command)));
        conversation.listen();
        conversation.facts();
        return conversation;
    }

    /** Gives an order and returns the facts that are its answer, each as its fields. */
    synchronized List<List<String>> ask(String... order) {
        orders.println(String.join(" ", order));
        return facts();
    }

    ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
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
            throw new IllegalStateException("interrupted while a program was at work", e);
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
            answers.add("@failed the program has ended");
        } catch (IOException | UncheckedIOException e) {
            answers.add("@failed the program cannot be heard: " + e.getMessage());
        }
    }
}
