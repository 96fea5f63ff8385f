package io.lodestar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class LodestarTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private ExitCode run(String... words) {
        return new Lodestar(surroundings(Map.of())).run(List.of(words));
    }

    private Surroundings surroundings(Map<String, String> environment) {
        var terminal = new Screen(true, 80);
        return new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                () -> "",
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                terminal,
                environment);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kv",
                "config",
                "routes",
                "nonsense",
                "routes a b",
                "topics --nonsense",
                "topics --timeout soon",
                "topics --timeout 999999999m",
                "topics --timeout 0s",
                "topics --color perhaps",
                "topics -n :9876",
                "topics --access-key only-half",
                "topics --tls-cert a.pem",
                "topics --tls-ca /no/such/file",
                "diff 127.0.0.1:1",
                "diff 127.0.0.1:1 127.0.0.1:1",
                "diff 127.0.0.1:1 127.0.0.1:2 --only everything",
                "events --limit 0",
                "config set nothing",
                "help nonsense"
            })
    void whatCannotBeMeantIsExplained(String command) {
        var outcome = run(command.isEmpty() ? new String[0] : command.split(" "));

        assertThat(outcome).as(errors()).isEqualTo(ExitCode.USAGE);
        assertThat(errors()).startsWith("lodestar: ").contains("usage: lodestar", "says more");
        assertThat(output()).isEmpty();
    }

    @Test
    void aMisspeltCommandIsCorrected() {
        var unused = run("rutes", "orders");

        assertThat(errors()).startsWith("lodestar: there is no command rutes; did you mean routes");
    }

    @Test
    void whatAsksNobodyNeedsNoNameServers() {
        var outcome = new Lodestar(surroundings(Map.of("NAMESRV_ADDR", ":::", "LODESTAR_ACCESS_KEY", "half")))
                .run(List.of("version"));

        assertThat(outcome).as(errors()).isEqualTo(ExitCode.DONE);
    }

    @ParameterizedTest
    @CsvSource({"a, a:9876", "a:1, a:1", "a;b:2, a:9876;b:2", "[::1]:3, [::1]:3", "[::1], [::1]:9876"})
    void theUsualPortIsAddedWhereThereIsNone(String list, String complete) {
        assertThat(Options.withPorts(list)).isEqualTo(complete);
    }

    @Test
    void coloursComeOnlyWhereTheyAreWanted() {
        assertThat(new Printer(surroundings(Map.of()), false, Printer.Colours.AUTO).painted(Colour.RED, "x"))
                .isEqualTo("\u001b[31mx\u001b[0m");
        assertThat(new Printer(surroundings(Map.of("NO_COLOR", "1")), false, Printer.Colours.AUTO)
                        .painted(Colour.RED, "x"))
                .isEqualTo("x");
        assertThat(new Printer(surroundings(Map.of("TERM", "dumb")), false, Printer.Colours.AUTO)
                        .painted(Colour.RED, "x"))
                .isEqualTo("x");
        assertThat(new Printer(surroundings(Map.of()), false, Printer.Colours.NEVER).painted(Colour.RED, "x"))
                .isEqualTo("x");
    }

    @Test
    void progressIsTakenAwayBeforeAnythingElseIsPrinted() {
        var printer = new Printer(surroundings(Map.of()), false, Printer.Colours.AUTO);

        printer.progress("waiting");
        printer.say("done");

        assertThat(errors()).isEqualTo("\r\u001b[Kwaiting\r\u001b[Klodestar: done\n");
    }

    @Test
    void everyCommandIsInTheHelpOfTheLauncher() throws IOException {
        var launcher = Files.readString(Path.of("../bin/lodestar"));
        var usage = launcher.substring(launcher.indexOf("<<'TEXT'"), launcher.indexOf("\nTEXT\n"));
        var cases = launcher.substring(launcher.indexOf("case ${1:-help} in"));

        assertThat(CommandTree.root().subcommands().keySet()).allSatisfy(name -> {
            assertThat(usage).containsPattern("(?m)^  " + name + "  ");
            assertThat(cases).containsPattern("(?m)^    (.* \\| )?" + name + "( \\| .*)?\\)$");
        });
    }

    @Test
    void everyOptionOfEveryCommandIsInItsManualPage(@TempDir Path folder) throws IOException {
        assertThat(run("man", "--folder", folder.toString())).isEqualTo(ExitCode.DONE);

        checkPages(CommandTree.root(), folder.resolve("man1"));
    }

    private static void checkPages(CommandSpec spec, Path folder) throws IOException {
        var page = Files.readString(folder.resolve(spec.qualifiedName("-") + ".1"));
        assertThat(page).startsWith(".TH \"").contains(".SH NAME\n", ".SH SYNOPSIS\n", ".SH DESCRIPTION\n");
        for (var option : spec.options()) {
            assertThat(page).contains("\\fB" + option.longestName().replace("-", "\\-") + "\\fR");
        }
        for (CommandLine line : spec.subcommands().values()) {
            checkPages(line.getCommandSpec(), folder);
        }
    }

    @Test
    void completionKnowsEveryCommand() {
        assertThat(run("completion")).isEqualTo(ExitCode.DONE);

        assertThat(CommandTree.root().subcommands().keySet())
                .allSatisfy(name -> assertThat(output()).contains(name));
    }
}
