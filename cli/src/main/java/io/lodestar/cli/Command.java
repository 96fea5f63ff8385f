package io.lodestar.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command: what can be typed after its name, and what it does. */
interface Command {
    /** Says what the command is for, and which options and arguments it has beside the shared ones. */
    void describe(CommandSpec spec);

    /** Does it. */
    ExitCode run(Session session, ParseResult arguments);
}
