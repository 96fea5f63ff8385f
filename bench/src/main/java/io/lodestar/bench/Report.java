package io.lodestar.bench;

import io.lodestar.bench.trial.Line;
import io.lodestar.bench.trial.Measure;
import io.lodestar.bench.trial.Party;
import io.lodestar.bench.trial.Target;
import io.lodestar.bench.workload.Curve;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Results as Markdown. */
final class Report {
    private static final List<Party> OTHERS = List.of(Party.APACHE, Party.APACHE_ALIKE, Party.ECHO);
    private static final double SMALL = 0.001;
    private static final double WHOLE = 100;

    private Report() {}

    /** The promises, and whether they were kept. */
    static String targets(List<Results> all) {
        var lines = new ArrayList<String>();
        lines.add("| work | case | figure | target | measured (least..most) | met |");
        lines.add("|---|---|---|---|---|---|");
        for (var results : all) {
            for (var target : results.workload().targets()) {
                lines.add(row(Verdict.of(target, results)));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** All that was measured under one workload. */
    static String details(Results results) {
        var text = new StringBuilder();
        var workload = results.workload();
        text.append("### ")
                .append(workload.name())
                .append("\n\n")
                .append(workload.question())
                .append("\n\n");
        var labels = new LinkedHashSet<String>();
        results.lines().forEach(line -> labels.add(line.label()));
        for (var label : labels) {
            text.append(table(results, label)).append('\n');
        }
        results.remarks().forEach(remark -> text.append("- ").append(remark).append('\n'));
        return text.append(results.remarks().isEmpty() ? "" : "\n").toString();
    }

    /** How cost grows along a curve, of whose points each has its results. */
    static String curve(Curve curve, List<Results> results) {
        var lines = new ArrayList<String>();
        var head = new StringBuilder("| " + curve.grows());
        for (var line : curve.lines()) {
            head.append(" | ")
                    .append(line.label())
                    .append(": ")
                    .append(line.measure().title());
            head.append(" of Apache | Lodestar | ratio");
        }
        lines.add(head + " |");
        lines.add("|---:|" + "---:|".repeat(3 * curve.lines().size()));
        for (int i = 0; i < results.size(); i++) {
            var row = new StringBuilder("| " + number(curve.points().get(i).size()));
            for (var line : curve.lines()) {
                row.append(" | ").append(figure(results.get(i).figures(Party.APACHE_ALIKE, line)));
                row.append(" | ").append(figure(results.get(i).figures(Party.LODESTAR, line)));
                row.append(" | ").append(figure(results.get(i).ratios(Party.APACHE_ALIKE, line)));
            }
            lines.add(row + " |");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String table(Results results, String label) {
        var measures = results.lines().stream()
                .filter(line -> line.label().equals(label))
                .map(Line::measure)
                .toList();
        var lines = new ArrayList<String>();
        lines.add(
                "| " + label + " | " + measures.stream().map(Measure::title).collect(Collectors.joining(" | ")) + " |");
        lines.add("|---|" + "---:|".repeat(measures.size()));
        for (var party : results.parties()) {
            lines.add(row(
                    party.label(), measures, measure -> figure(results.figures(party, new Line(label, measure)))));
        }
        for (var other : OTHERS) {
            if (results.parties().contains(other) && results.parties().contains(Party.LODESTAR)) {
                lines.add(row(
                        "Lodestar / " + other.label(),
                        measures,
                        measure -> ratio(results.ratios(other, new Line(label, measure)))));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** What stands in a cell. */
    private interface Cell {
        String of(Measure measure);
    }

    private static String row(String head, List<Measure> measures, Cell cell) {
        return "| " + head + " | " + measures.stream().map(cell::of).collect(Collectors.joining(" | ")) + " |";
    }

    private static String row(Verdict verdict) {
        var target = verdict.target();
        var measured = verdict.found().stream()
                .map(
                        target.bound() == Target.Bound.OF_APACHE || target.bound() == Target.Bound.OF_ECHO
                                ? Report::ratio
                                : Report::figure)
                .collect(Collectors.joining("; "));
        var outcome = verdict.found().isEmpty() ? "not measured" : verdict.kept() ? "yes" : "**no**";
        return String.join(
                " | ",
                "| " + target.row(),
                target.line().label(),
                target.line().measure().name(),
                words(target),
                measured,
                outcome + " |");
    }

    private static String words(Target target) {
        return switch (target.bound()) {
            case OF_APACHE -> String.format(Locale.ROOT, "≤ 1/%.0f of Apache's", 1 / target.limit());
            case OF_ECHO -> String.format(Locale.ROOT, "≤ %s × the echo", number(target.limit()));
            case VALUE ->
                "≤ " + number(target.limit()) + " " + target.line().measure().unit();
            case AT_LEAST ->
                "≥ " + number(target.limit()) + " " + target.line().measure().unit();
        };
    }

    private static String figure(Spread spread) {
        if (spread.isEmpty()) {
            return "–";
        }
        return spread.count() == 1
                ? number(spread.median())
                : number(spread.median()) + " (" + number(spread.least()) + ".." + number(spread.most()) + ")";
    }

    private static String ratio(Spread spread) {
        if (spread.isEmpty()) {
            return "–";
        }
        return String.format(
                Locale.ROOT, "%s (%s..%s)", number(spread.median()), number(spread.least()), number(spread.most()));
    }

    /** Three digits that count. */
    private static String number(double value) {
        double size = Math.abs(value);
        if (size >= WHOLE || size == 0) {
            return String.format(Locale.ROOT, "%,.0f", value).replace(',', ' ');
        }
        if (size < SMALL) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        int decimals = size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
