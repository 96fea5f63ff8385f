package io.lodestar.cli;

import io.lodestar.client.NameServerException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: what was typed goes in, an exit code comes out. */
final class Lodestar {
    private final Surroundings surroundings;

    Lodestar(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs a command line. */
    ExitCode run(List<String> words) {
        var line = new CommandLine(CommandTree.root()).setExpandAtFiles(false);
        try {
            return run(line.parseArgs(words.toArray(String[]::new))).and(written());
        } catch (ParameterException mistake) {
            return misused(message(mistake), mistake.getCommandLine());
        }
    }

    /** Looks whether all that was printed got where it should. */
    private ExitCode written() {
        surroundings.out().flush();
        var loss = surroundings.loss().get();
        if (loss.isEmpty()) {
            return ExitCode.DONE;
        }
        surroundings.err().println("lodestar: what was printed is lost, wholly or in part: " + Text.safe(loss));
        return ExitCode.UNWRITTEN;
    }

    private static String message(ParameterException mistake) {
        boolean atCommands = !mistake.getCommandLine().getSubcommands().isEmpty();
        if (atCommands && mistake instanceof UnmatchedArgumentException unmatched) {
            var near = unmatched.getSuggestions();
            return "there is no command " + unmatched.getUnmatched().get(0)
                    + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
        }
        return String.valueOf(mistake.getMessage());
    }

    private ExitCode run(ParseResult parsed) {
        var innermost = parsed;
        while (innermost.hasSubcommand()) {
            innermost = innermost.subcommand();
        }
        var spec = innermost.commandSpec();
        if (innermost.isUsageHelpRequested()) {
            surroundings.out().print(spec.commandLine().getUsageMessage(Ansi.OFF));
            return ExitCode.DONE;
        }
        if (!(spec.userObject() instanceof Command command)) {
            return misused("a command is missing", spec.commandLine());
        }
        try {
            return run(command, innermost);
        } catch (UsageException mistake) {
            return misused(String.valueOf(mistake.getMessage()), spec.commandLine());
        }
    }

    private ExitCode run(Command command, ParseResult arguments) {
        var printer = new Printer(surroundings, Options.isJson(arguments), Options.colours(arguments));
        try (var session = new Session(() -> Options.settings(arguments, surroundings), printer)) {
            return command.run(session, arguments);
        } catch (NameServerException failure) {
            printer.say(String.valueOf(failure.getMessage()));
            return ExitCode.of(failure);
        }
    }

    private ExitCode misused(String mistake, CommandLine command) {
        surroundings.err().println("lodestar: " + Text.safe(mistake));
        surroundings.err().println("usage: " + command.getHelp().synopsis(0).strip());
        surroundings.err().println("\"lodestar help" + words(command) + "\" says more");
        return ExitCode.USAGE;
    }

    private static String words(CommandLine command) {
        var name = command.getCommandSpec().qualifiedName();
        return name.substring("lodestar".length());
    }
}
