package io.lodestar.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** All commands, as they are typed. */
final class CommandTree {
    /** What bin/lodestar starts without asking this program. It is listed here for help, completion and the manual. */
    private static final List<Elsewhere> ELSEWHERE = List.of(
            new Elsewhere("server", "Runs the name server; \"lodestar server -h\" lists its options."),
            new Elsewhere("archive", "Makes what the server and the commands start fast from, for the JDK in use."),
            new Elsewhere(
                    "demo", "Starts a name server and a real broker, sends and receives messages, shows the route."),
            new Elsewhere("bench", "Measures the name server beside Apache's; \"lodestar bench -h\" says how."));

    private CommandTree() {}

    /** A command and its name. */
    record Leaf(String name, Command command) {}

    private record Elsewhere(String name, String description) {}

    /** Returns the command {@code lodestar} with all others below it. */
    static CommandSpec root() {
        var root = CommandSpec.create().name("lodestar");
        root.usageMessage()
                .description("Asks name servers of RocketMQ, Lodestar's and Apache's, and changes them.")
                .footer(
                        "",
                        "Exit codes: 0 done, 1 different, not found or not ready, 2 wrong usage, 3 no answer, 4 refused, 5 not supported by this name"
                                + " server, 6 output lost, 70 a mistake in the command itself.",
                        "\"lodestar help COMMAND\" says more of a command.");
        addHelp(root);
        questions().forEach(leaf -> root.addSubcommand(leaf.name(), asking(leaf)));
        root.addSubcommand("kv", branch("kv", "Reads and changes the KV configuration.", KvCommands.all()));
        root.addSubcommand(
                "config", branch("config", "Shows and changes how name servers are configured.", ConfigCommands.all()));
        root.addSubcommand("diff", comparing(new Leaf("diff", new DiffCommand())));
        root.addSubcommand("version", plain(new Leaf("version", new VersionCommand())));
        root.addSubcommand("completion", plain(new Leaf("completion", new CompletionCommand())));
        root.addSubcommand("man", plain(new Leaf("man", new ManualCommand())));
        root.addSubcommand("help", plain(new Leaf("help", new HelpCommand())));
        for (var other : ELSEWHERE) {
            var spec = CommandSpec.create().name(other.name());
            spec.usageMessage().description(other.description());
            root.addSubcommand(other.name(), spec);
        }
        return root;
    }

    private static List<Leaf> questions() {
        return List.of(
                new Leaf("routes", new RoutesCommand()),
                new Leaf("topics", new TopicsCommand()),
                new Leaf("clusters", new ClustersCommand()),
                new Leaf("brokers", new BrokersCommand()),
                new Leaf("explain", new ExplainCommand()),
                new Leaf("watch", new WatchCommand()),
                new Leaf("drain", new DrainCommand(false)),
                new Leaf("undrain", new DrainCommand(true)),
                new Leaf("events", new EventsCommand()),
                new Leaf("health", new HealthCommand()));
    }

    private static CommandSpec branch(String name, String description, List<Leaf> leaves) {
        var spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description);
        addHelp(spec);
        leaves.forEach(leaf -> spec.addSubcommand(leaf.name(), asking(leaf)));
        return spec;
    }

    /** A command that asks the name servers of the list. */
    private static CommandSpec asking(Leaf leaf) {
        var spec = plain(leaf);
        Options.addConnection(spec);
        return spec;
    }

    /** A command whose arguments say whom to ask. */
    private static CommandSpec comparing(Leaf leaf) {
        var spec = plain(leaf);
        Options.addAccess(spec);
        return spec;
    }

    /** A command that may ask nobody. */
    private static CommandSpec plain(Leaf leaf) {
        var spec = CommandSpec.wrapWithoutInspection(leaf.command()).name(leaf.name());
        spec.usageMessage().sortOptions(false);
        leaf.command().describe(spec);
        Options.addJson(spec);
        addHelp(spec);
        return spec;
    }

    private static void addHelp(CommandSpec spec) {
        spec.addOption(Options.flag("-h", "--help")
                .usageHelp(true)
                .description("Print this help.")
                .build());
    }
}
