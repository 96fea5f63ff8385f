package io.lodestar.cli;

import io.lodestar.client.NameServerException;
import io.lodestar.client.admin.Event;
import io.lodestar.client.admin.EventQuery;
import io.lodestar.client.admin.NameServerAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code events}: what happened at a Lodestar name server. */
final class EventsCommand implements Command {
    private static final String LIMIT = "--limit";
    private static final String KIND = "--kind";
    private static final String BROKER = "--broker";
    private static final String TOPIC = "--topic";
    private static final String FOLLOW = "--follow";
    private static final int MANY = 1_000_000;
    private static final int USUAL = 50;
    private static final int MOST_TOPICS = 5;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .header("What happened.")
                .description(
                        "Shows what happened, oldest first: brokers that came and went, topics, drains, changes of configuration. Only Lodestar"
                                + " name servers remember that.");
        spec.addOption(Options.valued("N", "-l", LIMIT)
                .description("How many events at most, the newest ones. Default: " + USUAL + ".")
                .build());
        spec.addOption(Options.valued("KIND,...", KIND)
                .description("Only events of these kinds, such as BROKER_EXPIRED,TOPIC_LOST.")
                .build());
        spec.addOption(Options.valued("BROKER", BROKER)
                .description("Only events of this broker group.")
                .build());
        spec.addOption(Options.valued("TOPIC", TOPIC)
                .description("Only events of this topic.")
                .build());
        spec.addOption(Options.flag("-f", FOLLOW)
                .description(
                        "Go on with events as they happen, until interrupted. With --json, each is an object in a line of its own.")
                .build());
    }

    @Override
    public ExitCode run(Session session, ParseResult arguments) {
        var printer = session.printer();
        int limit = Options.number(arguments, LIMIT, USUAL, MANY);
        var filter = filter(arguments);
        var server = session.first(candidate -> candidate.fetchEvents(filter).thenApply(page -> candidate));
        var events = newest(session, server, filter, limit);
        if (Options.has(arguments, FOLLOW)) {
            events.forEach(event -> print(event, printer));
            return follow(
                    session,
                    server,
                    filter,
                    events.isEmpty() ? 0 : events.get(events.size() - 1).number());
        }
        if (!printer.printed(() -> Json.object().with("events", Json.all(events, Shapes::event)))) {
            events.forEach(event -> printer.raw(line(event, printer)));
            if (events.isEmpty()) {
                printer.say("nothing of that sort is remembered");
            }
        }
        return ExitCode.DONE;
    }

    private static EventQuery filter(ParseResult arguments) {
        var query = EventQuery.newest(1).ofKinds(kinds(Options.text(arguments, KIND, "")));
        var broker = Options.text(arguments, BROKER, "");
        query = broker.isEmpty() ? query : query.ofBroker(broker);
        var topic = Options.text(arguments, TOPIC, "");
        return topic.isEmpty() ? query : query.ofTopic(topic);
    }

    private static Set<String> kinds(String text) {
        return Arrays.stream(text.toUpperCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(kind -> !kind.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Fetches the newest events, page by page, and returns them oldest first. */
    private static List<Event> newest(Session session, NameServerAdmin server, EventQuery filter, int limit) {
        var events = new ArrayList<Event>();
        var query = filter.limitedTo(Math.min(limit, EventQuery.MAX_LIMIT));
        while (true) {
            var wanted = query;
            var page = session.ask(server, asked -> asked.fetchEvents(wanted));
            events.addAll(page.events());
            if (!page.more() || page.events().isEmpty() || events.size() >= limit) {
                break;
            }
            query = query.following(events.get(events.size() - 1))
                    .limitedTo(Math.min(limit - events.size(), EventQuery.MAX_LIMIT));
        }
        Collections.reverse(events);
        return events;
    }

    private static ExitCode follow(Session session, NameServerAdmin server, EventQuery filter, long last) {
        var printer = session.printer();
        var query = new EventQuery(
                true, Optional.of(last), EventQuery.MAX_LIMIT, filter.kinds(), filter.brokerName(), filter.topic());
        boolean heard = true;
        while (!printer.isBroken()) {
            try {
                var wanted = query;
                var page = session.ask(server, asked -> asked.fetchEvents(wanted));
                page.events().forEach(event -> print(event, printer));
                if (!page.events().isEmpty()) {
                    query = query.following(page.events().get(page.events().size() - 1));
                }
                heard = true;
                if (page.more() && !page.events().isEmpty()) {
                    continue;
                }
            } catch (NameServerException.Unreachable | NameServerException.TimedOut silent) {
                if (heard) {
                    printer.say(silent.getMessage() + "; trying again until it answers");
                }
                heard = false;
            }
            session.pause(PAUSE);
        }
        return ExitCode.DONE;
    }

    private static void print(Event event, Printer printer) {
        printer.stream(() -> Shapes.event(event), () -> line(event, printer));
    }

    /** Returns an event in one line. */
    static String line(Event event, Printer printer) {
        var text = new StringBuilder(printer.painted(Colour.FAINT, event.time().toString()))
                .append("  ")
                .append(printer.painted(colour(event.kind()), Text.safe(event.kind())));
        var subject = Stream.concat(event.cluster().stream(), event.brokerName().stream())
                .collect(Collectors.joining("/"));
        append(text, subject);
        append(text, topics(event.topics()));
        append(text, event.detail());
        append(
                text,
                Stream.concat(event.account().stream(), event.by().map(address -> "from " + address).stream())
                        .collect(Collectors.joining(" ")));
        return text.toString();
    }

    private static void append(StringBuilder line, String part) {
        if (!part.isBlank()) {
            line.append("  ").append(Text.safe(part));
        }
    }

    private static String topics(List<String> topics) {
        var shown = String.join(", ", topics.subList(0, Math.min(MOST_TOPICS, topics.size())));
        return topics.size() <= MOST_TOPICS ? shown : shown + " and " + (topics.size() - MOST_TOPICS) + " more";
    }

    private static Colour colour(String kind) {
        return switch (kind) {
            case "BROKER_EXPIRED", "BROKER_CLOSED", "TOPIC_LOST", "CONFLICT", "REQUEST_REFUSED", "EVENTS_LOST" ->
                Colour.RED;
            case "BROKER_REGISTERED", "BROKER_RETURNED" -> Colour.GREEN;
            default -> Colour.BOLD;
        };
    }
}
