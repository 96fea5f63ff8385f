package io.lodestar.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code topics}: the names of all topics. */
final class TopicsCommand implements Command {
    private static final String CLUSTER = "--cluster";

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .header("All topics, or those of a cluster.")
                .description("Lists the names of all topics, or of those that brokers of one cluster have.");
        spec.addOption(Options.valued("CLUSTER", CLUSTER)
                .description("Only topics of this cluster.")
                .build());
    }

    @Override
    public ExitCode run(Session session, ParseResult arguments) {
        var printer = session.printer();
        var cluster = Options.text(arguments, CLUSTER, "");
        var topics = session.first(server -> cluster.isEmpty() ? server.fetchTopics() : server.fetchTopics(cluster));
        if (!printer.printed(() -> Json.object().with("topics", topics))) {
            topics.forEach(topic -> printer.raw(Text.safe(topic)));
            if (topics.isEmpty()) {
                printer.say(
                        cluster.isEmpty()
                                ? "there are no topics"
                                : "there are no topics in cluster " + cluster
                                        + "; \"lodestar clusters\" lists the clusters");
            }
        }
        return cluster.isEmpty() || !topics.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
    }
}
