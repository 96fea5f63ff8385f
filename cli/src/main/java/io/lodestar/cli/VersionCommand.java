package io.lodestar.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code version}: which release this is. */
final class VersionCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .header("The version of this program.")
                .description("Prints the version of this program. \"lodestar health\" shows those of name servers.");
    }

    @Override
    public ExitCode run(Session session, ParseResult arguments) {
        var printer = session.printer();
        if (!printer.printed(() -> Json.object()
                .with("version", release())
                .with("java", Runtime.version().toString()))) {
            printer.raw("lodestar " + release() + " on Java " + Runtime.version());
        }
        return ExitCode.DONE;
    }

    /** Returns the version of this build, which its jar knows; classes outside of a jar have none. */
    static String release() {
        var version = VersionCommand.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }
}
