package io.lodestar.cli;

import io.lodestar.client.admin.NameServerAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code diff NS1 NS2 ...}: what name servers do not say alike. */
final class DiffCommand implements Command {
    private static final String ONLY = "--only";
    private static final String NAMESPACE = "--namespace";
    private static final String ORDER = "ORDER_TOPIC_CONFIG";
    private static final String TOPICS = "topics";
    private static final String BROKERS = "brokers";
    private static final String KV = "kv";
    private static final String CONFIG = "config";
    private static final List<String> KINDS = List.of(TOPICS, BROKERS, KV, CONFIG);
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .header("What name servers do not say alike.")
                .description(
                        "Compares name servers: the routes of all topics, brokers, KV configuration and configuration. What differs is looked at"
                                + " again after a second, and shown if it still does: brokers register with one name server after the other.")
                .footer(
                        "Exit code 1 when something differs.",
                        "Of the configuration only keys that all of them have are compared, without paths, ports and secrets.");
        Arguments.many(spec, "NAMESERVER", 2, "The name servers, host:port each.");
        spec.addOption(Options.valued("KIND,...", ONLY)
                .description("Compare only these: " + String.join(", ", KINDS) + ".")
                .build());
        spec.addOption(Options.valued("NAME,...", NAMESPACE)
                .description("Compare these namespaces of the KV configuration too. " + ORDER
                        + " always is, and so are all that a Lodestar name server has.")
                .build());
    }

    /** What was compared, and what came of it. */
    private static final class Report {
        private final SortedSet<String> topics = new TreeSet<>();
        private final SortedSet<String> brokers = new TreeSet<>();
        private final SortedSet<String> namespaces = new TreeSet<>();
        private final SortedSet<String> keys = new TreeSet<>();
        private final List<Difference> differences = new ArrayList<>();
    }

    @Override
    public ExitCode run(Session session, ParseResult arguments) {
        var servers = addresses(arguments).stream().map(session::nameServer).toList();
        if (servers.size() < 2) {
            throw new UsageException("give two name servers or more, each once");
        }
        var kinds = kinds(Options.text(arguments, ONLY, String.join(",", KINDS)));
        var namespaces = new TreeSet<>(Comparison.kinds(Options.text(arguments, NAMESPACE, "")));
        namespaces.add(ORDER);
        var comparison = new Comparison(session, servers);
        var report = compare(comparison, kinds, namespaces);
        if (!report.differences.isEmpty()) {
            session.pause(SECOND_LOOK);
            lookAgain(comparison, report);
        }
        print(report, servers, session.printer());
        return report.differences.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
    }

    private static Set<String> addresses(ParseResult arguments) {
        var addresses = new LinkedHashSet<String>();
        Arguments.all(arguments).forEach(word -> addresses.add(Options.withPorts(word)));
        return addresses;
    }

    private static Set<String> kinds(String text) {
        var kinds = new LinkedHashSet<>(Comparison.kinds(text));
        if (kinds.isEmpty() || !KINDS.containsAll(kinds)) {
            throw new UsageException(ONLY + " takes some of " + String.join(",", KINDS) + ", not '" + text + "'");
        }
        return kinds;
    }

    private static Report compare(Comparison comparison, Set<String> kinds, Set<String> namespaces) {
        var report = new Report();
        if (kinds.contains(TOPICS)) {
            report.topics.addAll(comparison.topics());
            report.differences.addAll(comparison.ofTopics(report.topics));
        }
        if (kinds.contains(BROKERS)) {
            report.differences.addAll(comparison.ofBrokers(report.brokers));
        }
        if (kinds.contains(KV)) {
            report.namespaces.addAll(comparison.namespaces(namespaces));
            report.namespaces.forEach(namespace -> report.differences.addAll(comparison.ofNamespace(namespace)));
        }
        if (kinds.contains(CONFIG)) {
            report.differences.addAll(comparison.ofConfiguration(report.keys));
        }
        return report;
    }

    /** Keeps what still differs, as it does now. */
    private static void lookAgain(Comparison comparison, Report report) {
        var seen = new ArrayList<Difference>();
        var topics = names(report, "topic");
        seen.addAll(comparison.ofTopics(topics));
        if (!names(report, "broker").isEmpty()) {
            seen.addAll(comparison.ofBrokers(report.brokers));
        }
        names(report, KV).forEach(namespace -> seen.addAll(comparison.ofNamespace(namespace)));
        if (!names(report, CONFIG).isEmpty()) {
            seen.addAll(comparison.ofConfiguration(report.keys));
        }
        seen.removeIf(difference -> report.differences.stream().noneMatch(difference::isLike));
        report.differences.clear();
        report.differences.addAll(seen);
    }

    private static SortedSet<String> names(Report report, String kind) {
        var names = new TreeSet<String>();
        report.differences.stream()
                .filter(difference -> difference.kind().equals(kind))
                .forEach(difference -> names.add(difference.name()));
        return names;
    }

    private static void print(Report report, List<NameServerAdmin> servers, Printer printer) {
        var addresses = servers.stream().map(NameServerAdmin::address).toList();
        if (printer.printed(() -> shape(report, addresses))) {
            return;
        }
        if (!report.differences.isEmpty()) {
            var headings = new ArrayList<>(List.of("KIND", "NAME", "FIELD"));
            headings.addAll(addresses);
            var table = Table.of(headings.toArray(String[]::new));
            report.differences.forEach(difference -> table.row(row(difference, addresses)));
            printer.print(table);
        }
        var looked = String.join(
                ", ",
                Text.count(report.topics.size(), "topic"),
                Text.count(report.brokers.size(), "broker"),
                Text.count(report.namespaces.size(), "KV namespace"),
                Text.count(report.keys.size(), "configuration key"));
        printer.say(Text.count(report.differences.size(), "difference") + " in " + looked);
    }

    private static Object[] row(Difference difference, List<String> addresses) {
        var cells = new ArrayList<Object>(
                List.of(difference.kind(), difference.name(), difference.field().isEmpty() ? "-" : difference.field()));
        addresses.forEach(address -> {
            var value = difference.values().get(address);
            cells.add(value == null ? Table.Cell.of("missing", Colour.RED) : value);
        });
        return cells.toArray();
    }

    private static Json shape(Report report, List<String> addresses) {
        return Json.object()
                .with("nameServers", addresses)
                .with(
                        "compared",
                        Json.object()
                                .with("topics", report.topics.size())
                                .with("brokers", report.brokers.size())
                                .with("kvNamespaces", report.namespaces)
                                .with("configKeys", report.keys.size()))
                .with("differences", Json.all(report.differences, Difference::shape));
    }
}
