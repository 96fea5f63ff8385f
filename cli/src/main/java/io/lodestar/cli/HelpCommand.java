package io.lodestar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code help [COMMAND...]}: what a command does, and how it is typed. */
final class HelpCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .header("How a command is used.")
                .description("Says what there is, or how a command is used.");
        Arguments.many(spec, "COMMAND", 0, "The command, such as: kv put");
    }

    @Override
    public ExitCode run(Session session, ParseResult arguments) {
        var line = new CommandLine(CommandTree.root());
        for (var word : Arguments.all(arguments)) {
            line = line.getSubcommands().get(word);
            if (line == null) {
                throw new UsageException("there is no command " + word);
            }
        }
        session.printer().raw(line.getUsageMessage(Ansi.OFF).stripTrailing());
        return ExitCode.DONE;
    }
}
