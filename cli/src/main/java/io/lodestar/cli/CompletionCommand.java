package io.lodestar.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code completion}: what makes a shell complete what is typed. */
final class CompletionCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .header("Completion for shells.")
                .description(
                        "Prints what makes bash and zsh complete commands and options: source <(lodestar completion)");
    }

    @Override
    public ExitCode run(Session session, ParseResult arguments) {
        var script = AutoComplete.bash("lodestar", new CommandLine(CommandTree.root()));
        session.printer().raw(script.stripTrailing());
        return ExitCode.DONE;
    }
}
