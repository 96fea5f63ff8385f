package io.lodestar.cli;

import io.lodestar.cli.Table.Cell;
import io.lodestar.client.BrokerGroup;
import io.lodestar.client.admin.BrokerOverview;
import io.lodestar.client.admin.BrokerOverview.Drain;
import io.lodestar.client.admin.BrokerRole;
import io.lodestar.client.admin.BrokerStatus;
import io.lodestar.client.admin.NameServerAdmin;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code brokers}: who registered, and what the name server knows of it. */
final class BrokersCommand implements Command {
    private static final String CLUSTER = "--cluster";

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .header("The brokers, their leases and drains.")
                .description(
                        "Lists the brokers. A Lodestar name server tells as well how long each has been known and may be silent, and which"
                                + " are drained.");
        spec.addOption(Options.valued("CLUSTER", CLUSTER)
                .description("Only brokers of this cluster.")
                .build());
    }

    /** What one name server tells: of Lodestar's the first, of others the second. */
    private record Told(BrokerOverview overview, List<BrokerGroup> groups, String untold) {}

    @Override
    public ExitCode run(Session session, ParseResult arguments) {
        var printer = session.printer();
        var cluster = Options.text(arguments, CLUSTER, "");
        var told = session.first(BrokersCommand::ask);
        var brokers = told.overview().brokers().stream()
                .filter(broker -> cluster.isEmpty() || broker.cluster().equals(cluster))
                .toList();
        var drains = told.overview().drains().stream()
                .filter(drain -> cluster.isEmpty() || drain.cluster().equals(cluster))
                .toList();
        var groups = told.groups().stream()
                .filter(group -> cluster.isEmpty() || group.cluster().equals(cluster))
                .toList();
        if (!told.untold().isEmpty()) {
            printer.say("ages, leases and drains are not shown: " + told.untold());
        }
        if (!printer.printed(() -> shape(brokers, drains, groups))) {
            print(brokers, drains, groups, printer);
        }
        boolean found = !brokers.isEmpty() || !groups.isEmpty() || !drains.isEmpty();
        return cluster.isEmpty() || found ? ExitCode.DONE : ExitCode.DIFFERENT;
    }

    private static CompletableFuture<Told> ask(NameServerAdmin server) {
        return Fallback.unlessTold(
                server.fetchBrokers().thenApply(overview -> new Told(overview, List.of(), "")),
                reason -> server.fetchClusters()
                        .thenApply(clusters -> new Told(
                                new BrokerOverview(List.of(), List.of()),
                                List.copyOf(clusters.groups().values()),
                                reason)));
    }

    private static void print(
            List<BrokerStatus> brokers, List<Drain> drains, List<BrokerGroup> groups, Printer printer) {
        var table = groups.isEmpty() ? table(brokers) : plainTable(groups);
        if (table.isEmpty()) {
            printer.say("there are no brokers");
        } else {
            printer.print(table);
        }
        drains.stream()
                .filter(drain ->
                        brokers.stream().noneMatch(broker -> broker.brokerName().equals(drain.brokerName())))
                .forEach(drain -> printer.say("broker " + drain.brokerName()
                        + " is drained, and absent; \"lodestar undrain " + drain.brokerName() + "\" lifts it"));
    }

    private static Table table(List<BrokerStatus> brokers) {
        var table = Table.of(
                "CLUSTER",
                "BROKER",
                "#ID",
                "ROLE",
                "ADDRESS",
                "#TOPICS",
                "#KNOWN FOR",
                "#SILENT",
                "#LEASE LEFT",
                "DRAINED");
        for (var broker : brokers) {
            var lease = broker.lease();
            boolean late = lease.left().multipliedBy(2).compareTo(lease.length()) < 0;
            table.row(
                    broker.cluster(),
                    broker.brokerName(),
                    broker.brokerId(),
                    broker.role(),
                    broker.address(),
                    broker.topics(),
                    Text.of(lease.age()),
                    Text.of(lease.silence()),
                    Cell.of(Text.of(lease.left()), late ? Colour.RED : Colour.PLAIN),
                    broker.drained() ? Cell.of("yes", Colour.YELLOW) : Cell.of("-"));
        }
        return table;
    }

    private static Table plainTable(List<BrokerGroup> groups) {
        var table = Table.of("CLUSTER", "BROKER", "#ID", "ROLE", "ADDRESS");
        groups.forEach(group -> group.addresses()
                .forEach((id, address) -> table.row(group.cluster(), group.brokerName(), id, role(id), address)));
        return table;
    }

    private static BrokerRole role(long id) {
        return id == BrokerGroup.MASTER_ID ? BrokerRole.MASTER : BrokerRole.SLAVE;
    }

    private static Json shape(List<BrokerStatus> brokers, List<Drain> drains, List<BrokerGroup> groups) {
        var plain = groups.stream().flatMap(BrokersCommand::plainShapes);
        return Json.object()
                .with(
                        "brokers",
                        Stream.concat(brokers.stream().map(Shapes::broker), plain)
                                .toList())
                .with(
                        "drains",
                        Json.all(
                                drains,
                                drain -> Json.object()
                                        .with("cluster", drain.cluster())
                                        .with("broker", drain.brokerName())));
    }

    private static Stream<Json> plainShapes(BrokerGroup group) {
        return group.addresses().entrySet().stream()
                .map(entry -> Json.object()
                        .with("cluster", group.cluster())
                        .with("broker", group.brokerName())
                        .with("id", entry.getKey())
                        .with("role", role(entry.getKey()))
                        .with("address", entry.getValue()));
    }
}
