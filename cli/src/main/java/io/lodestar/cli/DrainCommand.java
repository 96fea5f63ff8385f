package io.lodestar.cli;

import io.lodestar.client.admin.NameServerAdmin;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code drain BROKER} and {@code undrain BROKER}. */
final class DrainCommand implements Command {
    private final boolean lifts;

    DrainCommand(boolean lifts) {
        this.lifts = lifts;
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .header(lifts ? "Lets producers send to a broker again." : "Keeps producers from a broker.")
                .description(
                        lifts
                                ? "Lets producers send to a broker group again, at every name server of the list."
                                : "Takes the write permission from all topics of a broker group, at every name server of the list, so that producers"
                                        + " turn to others and it can be stopped. Apache's name servers forget that when the broker next reports a"
                                        + " change; Lodestar's do not, until \"lodestar undrain\".")
                .footer("Exit code 1 when no name server knows a topic of this broker.");
        Arguments.one(spec, "BROKER", "The broker's name.");
    }

    @Override
    public ExitCode run(Session session, ParseResult arguments) {
        var broker = Arguments.first(arguments);
        var all = EveryServer.ask(session, server -> change(server, broker));
        var outcome = all.print(
                topics -> Json.object().with("broker", broker).with("topics", topics),
                (server, topics) -> server + ": " + Text.count(topics, "topic") + " of " + broker
                        + (lifts ? " can be written to" : topics == 1 ? " is only read now" : " are only read now"));
        boolean known = all.done().values().stream().anyMatch(topics -> topics > 0);
        if (!known && outcome == ExitCode.DONE) {
            session.printer()
                    .say("no topic of a broker " + broker + " is known; \"lodestar brokers\" lists the brokers");
            return ExitCode.DIFFERENT;
        }
        return outcome;
    }

    private CompletableFuture<Long> change(NameServerAdmin server, String broker) {
        return lifts ? server.undrain(broker) : server.drain(broker);
    }
}
