package io.lodestar.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code man}: the manual pages. */
final class ManualCommand implements Command {
    private static final String FOLDER = "--folder";

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .header("Writes the manual pages.")
                .description(
                        "Writes a manual page for each command, for \"man -M\" or \"man -l\". The build has done so for its own: cli/target/man.");
        spec.addOption(Options.valued("FOLDER", FOLDER)
                .description("Where the folder man1 is made. Default: the current folder.")
                .build());
    }

    @Override
    public ExitCode run(Session session, ParseResult arguments) {
        var folder = Path.of(Options.text(arguments, FOLDER, "")).resolve("man1");
        var pages = ManualPage.all(CommandTree.root());
        try {
            Files.createDirectories(folder);
            for (var page : pages) {
                Files.writeString(folder.resolve(page.fileName()), page.text());
            }
        } catch (IOException trouble) {
            throw new UsageException(folder + " cannot be written to (" + trouble.getMessage()
                    + "): name another folder with " + FOLDER);
        }
        var printer = session.printer();
        if (!printer.printed(() -> Json.object()
                .with("folder", folder.toString())
                .with("pages", pages.stream().map(ManualPage::fileName).toList()))) {
            printer.raw(Text.count(pages.size(), "manual page") + " in " + Text.safe(folder.toString()));
        }
        return ExitCode.DONE;
    }
}
