package io.lodestar.cli;

import io.lodestar.cli.Table.Cell;
import io.lodestar.client.NameServerException;
import io.lodestar.client.admin.Health;
import io.lodestar.client.admin.NameServerAdmin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code health}: whether the name servers serve, for probes. */
final class HealthCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .header("Whether name servers serve, for probes.")
                .description("Asks every name server of the list for a route, and a Lodestar whether it is ready.")
                .footer(
                        "Exit code 1 when one of them is not ready, 3 when one does not answer, 4 when one tells nothing to this account.");
    }

    /** What came of asking one. */
    private record Finding(String server, Optional<Health> health, String trouble, ExitCode outcome) {}

    @Override
    public ExitCode run(Session session, ParseResult arguments) {
        var printer = session.printer();
        var servers = session.nameServers();
        var answers = servers.stream().map(NameServerAdmin::checkHealth).toList(); // at the same time
        var findings = new ArrayList<Finding>();
        for (int at = 0; at < servers.size(); at++) {
            var server = servers.get(at).address();
            try {
                var health = session.await(answers.get(at), () -> "waiting for " + server);
                var outcome = health.ready() ? ExitCode.DONE : ExitCode.DIFFERENT;
                findings.add(new Finding(server, Optional.of(health), "", outcome));
            } catch (NameServerException silent) {
                var trouble = String.valueOf(silent.getMessage());
                findings.add(new Finding(server, Optional.empty(), trouble, ExitCode.of(silent)));
            }
        }
        if (!printer.printed(() -> Json.object().with("nameServers", Json.all(findings, HealthCommand::shape)))) {
            print(findings, printer);
        }
        return findings.stream().map(Finding::outcome).reduce(ExitCode.DONE, ExitCode::and);
    }

    private static void print(List<Finding> findings, Printer printer) {
        var table = Table.of("NAME SERVER", "STATE", "#ANSWERS IN", "VERSION", "#TOPICS", "#BROKERS");
        for (var finding : findings) {
            var status = finding.health().flatMap(Health::status);
            table.row(
                    finding.server(),
                    state(finding),
                    finding.health().map(Health::latency).map(Text::of).orElse("-"),
                    status.map(told -> told.version()).orElse("-"),
                    status.map(told -> String.valueOf(told.counts().topics())).orElse("-"),
                    status.map(told -> String.valueOf(told.counts().brokers())).orElse("-"));
        }
        printer.print(table);
        for (var finding : findings) {
            finding.health()
                    .ifPresent(health ->
                            health.reasons().forEach(reason -> printer.say(finding.server() + ": " + reason)));
            if (!finding.trouble().isEmpty()) {
                printer.say(finding.trouble());
            }
        }
    }

    private static Cell state(Finding finding) {
        return switch (finding.outcome()) {
            case DONE -> Cell.of("ready", Colour.GREEN);
            case DIFFERENT -> Cell.of("not ready", Colour.YELLOW);
            case REFUSED -> Cell.of("refused", Colour.RED);
            default -> Cell.of("no answer", Colour.RED);
        };
    }

    private static Json shape(Finding finding) {
        return Json.object()
                .with("nameServer", finding.server())
                .with("outcome", finding.outcome().word())
                .with("ready", finding.health().map(Health::ready).orElse(false))
                .with("reasons", finding.health().map(Health::reasons).orElseGet(() -> List.of(finding.trouble())))
                .with("answerMillis", finding.health().map(Health::latency))
                .with("status", finding.health().flatMap(Health::status).map(Shapes::status));
    }
}
