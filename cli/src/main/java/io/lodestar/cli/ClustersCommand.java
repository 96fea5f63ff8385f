package io.lodestar.cli;

import io.lodestar.client.BrokerGroup;
import io.lodestar.client.admin.ClusterOverview;
import java.util.Optional;
import java.util.SortedSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code clusters}: which clusters there are, and how large they are. */
final class ClustersCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .header("The clusters.")
                .description("Lists the clusters: how many broker groups, masters and slaves each has.");
    }

    @Override
    public ExitCode run(Session session, ParseResult arguments) {
        var printer = session.printer();
        var overview = session.first(server -> server.fetchClusters());
        if (!printer.printed(() -> shape(overview))) {
            if (overview.clusters().isEmpty()) {
                printer.say("there are no clusters: no broker has registered with this name server");
            } else {
                printer.print(table(overview));
            }
        }
        return ExitCode.DONE;
    }

    private static Json shape(ClusterOverview overview) {
        return Json.object()
                .with("clusters", overview.clusters())
                .with("brokers", Json.all(overview.groups().values(), Shapes::group));
    }

    private static Table table(ClusterOverview overview) {
        var table = Table.of("CLUSTER", "#GROUPS", "#MASTERS", "#SLAVES");
        overview.clusters().forEach((cluster, names) -> {
            long masters = masters(overview, names);
            table.row(cluster, names.size(), masters, brokers(overview, names) - masters);
        });
        return table;
    }

    private static long masters(ClusterOverview overview, SortedSet<String> names) {
        return names.stream()
                .filter(name -> Optional.ofNullable(overview.groups().get(name))
                        .flatMap(BrokerGroup::master)
                        .isPresent())
                .count();
    }

    private static long brokers(ClusterOverview overview, SortedSet<String> names) {
        return names.stream()
                .mapToLong(name -> Optional.ofNullable(overview.groups().get(name))
                        .map(group -> group.addresses().size())
                        .orElse(0))
                .sum();
    }
}
