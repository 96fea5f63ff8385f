package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The program that drives the browser. It prints {@code @ok NAME} or {@code @failed NAME: WHY} for each thing it looked at, {@code @ask ORDER} when something
 * is to happen on the stage, which is answered by a line once it has, and {@code @end} at the end.
 */
final class ConsoleWalk implements AutoCloseable {
    private static final String OK = "@ok ";
    private static final String FAILED = "@failed ";
    private static final String ASK = "@ask ";
    private static final String END = "@end";

    private final ConsoleStage stage;
    private final ChildProcess process;
    private final PrintWriter answers;
    private int looked;
    private boolean ended;

    ConsoleWalk(ConsoleStage stage, Browser browser, Path folder, ConsoleIT.Pictures pictures) {
        this.stage = stage;
        var command = List.of(
                browser.node().toString(),
                browser.scripts().resolve("walk.mjs").toString(),
                "address=" + stage.address(),
                "chromium=" + browser.chromium(),
                "pictures=" + pictures.folder(),
                "only=" + pictures.only(),
                "topics=" + ConsoleStage.TOPICS,
                "missing=" + ConsoleStage.MISSING);
        this.process = ChildProcess.startConversation("walk", folder, command);
        this.answers = new PrintWriter(process.process().getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** A test for each thing looked at, as it was looked at, and one that says whether the walk came to its end. */
    Stream<DynamicTest> steps() {
        var lines = new BufferedReader(
                        new InputStreamReader(process.process().getInputStream(), StandardCharsets.UTF_8))
                .lines();
        var wholeWalk = dynamicTest(
                "the walk came to its end",
                () -> assertThat(ended)
                        .as("after %s steps:%n%s", looked, process.tail())
                        .isTrue());
        return Stream.concat(lines.flatMap(this::step), Stream.of(wholeWalk));
    }

    private Stream<DynamicTest> step(String line) {
        if (line.startsWith(OK)) {
            looked++;
            return Stream.of(dynamicTest(line.substring(OK.length()), () -> {}));
        }
        if (line.startsWith(FAILED)) {
            var parts = line.substring(FAILED.length()).split(": ", 2);
            return Stream.of(dynamicTest(
                    parts[0], () -> fail(line.substring(FAILED.length()).replace("\\n", System.lineSeparator()))));
        }
        if (line.startsWith(ASK)) {
            act(line.substring(ASK.length()));
            answers.println("done");
        }
        ended |= line.equals(END);
        return Stream.empty();
    }

    private void act(String order) {
        var words = order.split(" ");
        switch (words[0]) {
            case "stop" -> stage.first().stop();
            case "start" -> stage.first().restart();
            case "add" -> stage.addTopic(words[1]);
            default -> throw new IllegalArgumentException("the walk asks for " + order);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
