package io.lodestar.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page of one command, written from the same description as its help. */
final class ManualPage {
    private static final String TOP = "lodestar";

    private final CommandSpec spec;
    private final StringBuilder text = new StringBuilder();

    private ManualPage(CommandSpec spec) {
        this.spec = spec;
    }

    /** Returns the pages of a command and of all below it. */
    static List<ManualPage> all(CommandSpec top) {
        var pages = new ArrayList<ManualPage>();
        pages.add(new ManualPage(top));
        top.subcommands().values().forEach(line -> pages.addAll(all(line.getCommandSpec())));
        return pages;
    }

    /** Returns the file that {@code man} looks for. */
    String fileName() {
        return pageName(spec) + ".1";
    }

    private static String pageName(CommandSpec command) {
        return command.qualifiedName("-");
    }

    /** Returns the page, in the language of {@code man}. */
    String text() {
        var usage = spec.usageMessage();
        line(".TH \"" + escaped(pageName(spec).toUpperCase(Locale.ROOT)) + "\" 1 \"\" \"Lodestar\" \"Lodestar\"");
        line(".SH NAME");
        line(escaped(pageName(spec)) + " \\- " + escaped(summary(spec)));
        line(".SH SYNOPSIS");
        line(".B " + escaped(spec.qualifiedName()));
        line(synopsis());
        section("DESCRIPTION", usage.description());
        arguments();
        subcommands();
        section("NOTES", usage.footer());
        if (pageName(spec).equals(TOP)) {
            environment();
        } else {
            line(".SH SEE ALSO");
            line(".BR " + TOP + " (1)");
        }
        return text.toString();
    }

    private static String summary(CommandSpec command) {
        var usage = command.usageMessage();
        var words = usage.header().length > 0 ? usage.header() : usage.description();
        return String.join(" ", words);
    }

    private String synopsis() {
        var parts = Stream.concat(
                spec.options().isEmpty() ? Stream.empty() : Stream.of("[\\fIoptions\\fR]"),
                Stream.concat(
                        spec.positionalParameters().stream()
                                .map(parameter -> "\\fI" + escaped(parameter.paramLabel()) + "\\fR"
                                        + (parameter.arity().max() > 1 ? " ..." : "")),
                        spec.subcommands().isEmpty() ? Stream.empty() : Stream.of("\\fIcommand\\fR")));
        return parts.collect(Collectors.joining(" "));
    }

    private void arguments() {
        if (!spec.positionalParameters().isEmpty()) {
            line(".SH ARGUMENTS");
            spec.positionalParameters()
                    .forEach(parameter -> item(
                            "\\fI" + escaped(parameter.paramLabel()) + "\\fR",
                            String.join(" ", parameter.description())));
        }
        if (!spec.options().isEmpty()) {
            line(".SH OPTIONS");
            spec.options().forEach(option -> item(names(option), String.join(" ", option.description())));
        }
    }

    private static String names(OptionSpec option) {
        var names = Arrays.stream(option.names())
                .map(name -> "\\fB" + escaped(name) + "\\fR")
                .collect(Collectors.joining(", "));
        return option.arity().max() == 0 ? names : names + "=\\fI" + escaped(option.paramLabel()) + "\\fR";
    }

    private void subcommands() {
        if (!spec.subcommands().isEmpty()) {
            line(".SH COMMANDS");
            spec.subcommands()
                    .forEach((name, command) ->
                            item("\\fB" + escaped(name) + "\\fR", summary(command.getCommandSpec())));
        }
    }

    private void environment() {
        line(".SH ENVIRONMENT");
        item("NAMESRV_ADDR", "The name servers, unless --name-server is given.");
        item("LODESTAR_ACCESS_KEY, LODESTAR_SECRET_KEY", "The account that requests are signed as.");
        item("LODESTAR_TLS_KEY_PASSWORD", "The password of the key of --tls-key.");
        item("LODESTAR_OPTS", "Options for the JVM.");
        item("NO_COLOR", "If it is set, no colours are used.");
    }

    private void section(String heading, String... paragraphs) {
        var filled = Arrays.stream(paragraphs).filter(words -> !words.isBlank()).toList();
        if (!filled.isEmpty()) {
            line(".SH " + heading);
            line(filled.stream().map(ManualPage::escaped).collect(Collectors.joining("\n.PP\n")));
        }
    }

    private void item(String tag, String description) {
        line(".TP");
        line(tag);
        line(escaped(description));
    }

    private void line(String words) {
        text.append(words).append('\n');
    }

    private static String escaped(String words) {
        var escaped = words.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
