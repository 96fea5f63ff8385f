package io.lodestar.cli;

import io.lodestar.client.NameServerException;
import io.lodestar.client.Subscription;
import io.lodestar.client.admin.NameServerAdmin;
import io.lodestar.client.admin.RouteChanges;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code watch [TOPIC...]}: route changes as they happen. */
final class WatchCommand implements Command {
    private static final String INTERVAL = "--interval";
    private static final String COUNT = "--count";
    private static final int MAX_COUNT = 999_999_999;
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
                .description(
                        "How often name servers are asked that do not tell by themselves. Default: 5s, and 30s for all topics.")
                .build());
        spec.addOption(Options.valued("N", "-c", COUNT)
                .description("End after this many lines about changes.")
                .build());
    }

    @Override
    public ExitCode run(Session session, ParseResult arguments) {
        var topics = Arguments.all(arguments);
        var interval = Options.length(INTERVAL, Options.text(arguments, INTERVAL, topics.isEmpty() ? "30s" : "5s"));
        int count = Options.number(arguments, COUNT, Integer.MAX_VALUE, MAX_COUNT);
        var server = session.first(candidate -> candidate.fetchClusters().thenApply(clusters -> candidate));
        var news = new ArrayBlockingQueue<RouteChanges>(1);
        var sight = new Sight(session, server, topics);
        var watch = watch(session, server, topics, news, interval);
        try (var unused = watch.orElse(() -> {})) {
            look(session, sight, ANYTHING);
            while (sight.changes() < count && !session.printer().isBroken()) {
                var next = next(news, watch.isPresent() ? STEP : interval);
                if (next.isPresent() || watch.isEmpty()) {
                    look(session, sight, next.orElse(ANYTHING));
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
            return Optional.of(session.ask(server, asked -> asked.watch(topics, changes -> hand(changes, news))));
        } catch (NameServerException.Unsupported | NameServerException.Refused untold) {
            session.printer().say(untold.getMessage() + "; asking every " + Text.of(interval) + " instead");
            return Optional.empty();
        }
    }

    /** Looks, until the name server answers; then at everything, so that nothing is missed. */
    private static void look(Session session, Sight sight, RouteChanges changes) {
        var wanted = changes;
        boolean said = false;
        while (!session.printer().isBroken()) {
            try {
                sight.look(wanted);
                return;
            } catch (NameServerException.Unreachable | NameServerException.TimedOut silent) {
                if (!said) {
                    session.printer().say(silent.getMessage() + "; trying again until it answers");
                }
                said = true;
                wanted = ANYTHING;
                session.pause(PAUSE);
            }
        }
    }

    /** Waits until the last news were taken: what comes meanwhile is gathered by the watch. */
    private static void hand(RouteChanges changes, BlockingQueue<RouteChanges> news) {
        try {
            news.put(changes);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt(); // nobody looks any more
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
