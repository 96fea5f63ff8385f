package io.lodestar.cli;

import io.lodestar.client.TopicRoute;
import io.lodestar.client.admin.NameServerAdmin;
import io.lodestar.client.admin.TopicExplanation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code explain TOPIC}: why a topic has no route, or why its route looks as it does. */
final class ExplainCommand implements Command {
    private static final int WRITABLE = 2;

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .header("Why a topic has no route, or why it looks as it does.")
                .description(
                        "Says why a topic has no route, or why its route looks as it does. Only a Lodestar name server knows what happened;"
                                + " of others, what can be seen is said.")
                .footer("Exit code 1 when the topic has no route.");
        Arguments.one(spec, "TOPIC", "The topic.");
    }

    private record Told(TopicExplanation explanation, String untold) {}

    @Override
    public ExitCode run(Session session, ParseResult arguments) {
        var topic = Arguments.first(arguments);
        var printer = session.printer();
        var told = session.first(server -> ask(server, topic));
        if (!told.untold().isEmpty()) {
            printer.say("this is only what can be seen from outside: " + told.untold());
        }
        var explanation = told.explanation();
        if (!printer.printed(() -> Shapes.explanation(explanation))) {
            print(explanation, printer);
        }
        return explanation.routed() ? ExitCode.DONE : ExitCode.DIFFERENT;
    }

    private static CompletableFuture<Told> ask(NameServerAdmin server, String topic) {
        return Fallback.unlessTold(
                server.explain(topic).thenApply(explanation -> new Told(explanation, "")),
                reason -> server.fetchRoute(topic).thenApply(route -> new Told(seen(topic, route), reason)));
    }

    /** Returns what a route alone tells. */
    private static TopicExplanation seen(String topic, Optional<TopicRoute> found) {
        if (found.isEmpty()) {
            var reason =
                    "no broker that this name server knows has it: it was never made, its brokers are gone, or they register elsewhere";
            return new TopicExplanation(topic, false, List.of(reason), List.of(), Optional.empty(), List.of());
        }
        var route = found.get();
        var groups = route.queues().stream()
                .map(queues -> {
                    var group = route.group(queues.brokerName());
                    return new TopicExplanation.Group(
                            group.map(known -> known.cluster()).orElse(""),
                            queues.brokerName(),
                            queues.readQueues(),
                            queues.writeQueues(),
                            queues.permission(),
                            queues.permission(),
                            group.flatMap(known -> known.master()),
                            Optional.empty(),
                            group.flatMap(known -> known.zone()),
                            reasons(queues.permission(), group.flatMap(known -> known.master())));
                })
                .toList();
        return new TopicExplanation(topic, true, List.of(), groups, route.orderConfig(), List.of());
    }

    private static List<String> reasons(int permission, Optional<String> master) {
        if (master.isEmpty()) {
            return List.of("it has no master, so producers send it nothing");
        }
        return (permission & WRITABLE) == 0
                ? List.of("it may not be written to: its broker says so, or somebody drained it")
                : List.of();
    }

    private static void print(TopicExplanation explanation, Printer printer) {
        boolean routed = explanation.routed();
        printer.raw(printer.painted(
                routed ? Colour.GREEN : Colour.RED,
                Text.safe(explanation.topic()) + (routed ? " has a route" : " has no route")));
        explanation.reasons().forEach(reason -> printer.raw("- " + Text.safe(reason)));
        explanation.orderConfig().ifPresent(order -> printer.raw("- ordered: " + Text.safe(order)));
        if (!explanation.groups().isEmpty()) {
            printer.raw("");
            printer.print(groups(explanation.groups()));
        }
        if (!explanation.events().isEmpty()) {
            printer.raw("");
            printer.raw("What happened, newest first:");
            explanation.events().forEach(event -> printer.raw(EventsCommand.line(event, printer)));
        }
    }

    private static Table groups(List<TopicExplanation.Group> groups) {
        var table = Table.of("BROKER", "CLUSTER", "#READ", "#WRITE", "REGISTERED", "ANSWERED", "MASTER", "WHY");
        groups.forEach(group -> table.row(
                group.brokerName(),
                group.cluster(),
                group.readQueues(),
                group.writeQueues(),
                Text.permission(group.registeredPermission()),
                RoutesCommand.permission(group.answeredPermission()),
                group.master()
                        .or(() -> group.actingMaster().map(address -> address + " (acting)"))
                        .orElse("none"),
                group.reasons().isEmpty() ? "-" : String.join("; ", group.reasons())));
        return table;
    }
}
