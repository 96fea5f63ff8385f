package io.lodestar.cli;

import io.lodestar.client.NameServerException;
import io.lodestar.client.Subscription;
import io.lodestar.client.admin.NameServerAdmin;
import io.lodestar.client.admin.RouteChanges;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code watch [TOPIC...]}: route changes as they happen. */
final class WatchCommand implements Command {
    private static final String INTERVAL = "--interval";
    private static final String COUNT = "--count";
    private static final int ENDLESS = 1_000_000_000;
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final RouteChanges ANYTHING = new RouteChanges(true, List.of());

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .header("Route changes as they happen.")
                .description(
                        "Prints a line whenever the route of one of the topics, or of any topic, changes, until interrupted. A Lodestar name"
                                + " server tells at once; others are asked now and then.");
        Arguments.many(spec, "TOPIC", 0, "The topics, which need not exist yet. Default: all.");
        spec.addOption(Options.valued("TIME", "-i", INTERVAL)
                .description("How often name servers are asked that do not tell by themselves. Default: 5s.")
                .build());
        spec.addOption(Options.valued("N", "-c", COUNT)
                .description("End after this many lines about changes.")
                .build());
    }

    @Override
    public ExitCode run(Session session, ParseResult arguments) {
        var interval = Options.length(INTERVAL, Options.text(arguments, INTERVAL, "5s"));
        int count = Options.number(arguments, COUNT, ENDLESS, ENDLESS);
        var topics = Arguments.all(arguments);
        var server = session.first(candidate -> candidate.clusters().thenApply(clusters -> candidate));
        var news = new LinkedBlockingQueue<RouteChanges>();
        var sight = new Sight(session, server, topics);
        var watch = watch(session, server, topics, news, interval);
        try (var unused = watch.orElse(() -> {})) {
            look(session, sight, ANYTHING, news);
            while (sight.changes() < count && !session.printer().isBroken()) {
                var next = next(news, watch.isPresent() ? STEP : interval);
                if (next.isPresent() || watch.isEmpty()) {
                    look(session, sight, next.orElse(ANYTHING), news);
                }
            }
        }
        return ExitCode.DONE;
    }

    /** Returns what ends the watch; empty if the name server is to be asked instead. */
    private static Optional<Subscription> watch(
            Session session,
            NameServerAdmin server,
            List<String> topics,
            BlockingQueue<RouteChanges> news,
            Duration interval) {
        try {
            return Optional.of(session.ask(server, asked -> asked.watch(topics, news::add)));
        } catch (NameServerException.Unsupported | NameServerException.Refused untold) {
            session.printer().say(untold.getMessage() + "; asking every " + Text.of(interval) + " instead");
            return Optional.empty();
        }
    }

    /** Looks. When the name server does not answer, everything is looked at again soon, so that nothing is missed. */
    private static void look(Session session, Sight sight, RouteChanges changes, BlockingQueue<RouteChanges> news) {
        try {
            sight.look(changes);
        } catch (NameServerException.Unreachable | NameServerException.TimedOut silent) {
            session.printer().say(String.valueOf(silent.getMessage()));
            session.pause(PAUSE);
            news.add(ANYTHING);
        }
    }

    private static Optional<RouteChanges> next(BlockingQueue<RouteChanges> news, Duration patience) {
        try {
            return Optional.ofNullable(news.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NameServerException.Cancelled("", "the command was interrupted");
        }
    }
}
