package io.lodestar.cli;

import io.lodestar.cli.Table.Cell;
import io.lodestar.client.BrokerGroup;
import io.lodestar.client.TopicQueues;
import io.lodestar.client.TopicRoute;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code routes TOPIC}: where a topic lives. */
final class RoutesCommand implements Command {
    private static final int READABLE = 4;
    private static final int WRITABLE = 2;

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .header("Where a topic lives.")
                .description("Shows where a topic lives, as clients are told.")
                .footer("Exit code 1 when the topic has no route.");
        Arguments.one(spec, "TOPIC", "The topic.");
    }

    @Override
    public ExitCode run(Session session, ParseResult arguments) {
        var topic = Arguments.first(arguments);
        var printer = session.printer();
        var found = session.first(server -> server.fetchRoute(topic));
        if (found.isEmpty()) {
            var unused =
                    printer.printed(() -> Json.object().with("topic", topic).with("routed", false));
            printer.say("no route for topic " + topic + "; \"lodestar explain " + topic + "\" looks for the reason");
            return ExitCode.DIFFERENT;
        }
        var route = found.get();
        if (!printer.printed(() -> Shapes.route(route))) {
            print(route, printer);
        }
        return ExitCode.DONE;
    }

    static void print(TopicRoute route, Printer printer) {
        var table = Table.of("BROKER", "CLUSTER", "#READ", "#WRITE", "PERM", "#ID", "ADDRESS");
        names(route).forEach(name -> addGroup(route, name, table));
        printer.print(table);
        route.orderConfig().ifPresent(order -> printer.raw("ordered: " + Text.safe(order)));
        route.mappings()
                .forEach((broker, mapping) -> printer.raw(Text.safe("static queues of " + broker + ": "
                        + mapping.queueIds() + " of " + mapping.totalQueues() + ", epoch " + mapping.epoch())));
        route.groups().stream()
                .filter(group -> group.master().isEmpty())
                .forEach(group -> printer.say("broker " + group.brokerName()
                        + " has no master now: producers send it nothing, consumers read from its slaves"));
    }

    private static Iterable<String> names(TopicRoute route) {
        var names = new TreeSet<String>();
        route.groups().forEach(group -> names.add(group.brokerName()));
        route.queues().forEach(queues -> names.add(queues.brokerName()));
        return names;
    }

    private static void addGroup(TopicRoute route, String name, Table table) {
        var queues = route.queues().stream()
                .filter(candidate -> candidate.brokerName().equals(name))
                .findFirst();
        var cluster = route.group(name).map(BrokerGroup::cluster).orElse("");
        var read = queues.map(TopicQueues::readQueues).map(String::valueOf).orElse("");
        var write = queues.map(TopicQueues::writeQueues).map(String::valueOf).orElse("");
        var permission = queues.map(TopicQueues::permission)
                .map(RoutesCommand::permission)
                .orElse(Cell.of(""));
        boolean first = true;
        for (var address : route.group(name)
                .map(BrokerGroup::addresses)
                .orElseGet(java.util.TreeMap::new)
                .entrySet()) {
            if (first) {
                table.row(name, cluster, read, write, permission, address.getKey(), address.getValue());
            } else {
                table.row("", "", "", "", "", address.getKey(), address.getValue());
            }
            first = false;
        }
        if (first) {
            table.row(name, cluster, read, write, permission, "", "-");
        }
    }

    static Cell permission(int bits) {
        boolean usual = (bits & READABLE) != 0 && (bits & WRITABLE) != 0;
        return Cell.of(Text.permission(bits), usual ? Colour.PLAIN : Colour.YELLOW);
    }
}
