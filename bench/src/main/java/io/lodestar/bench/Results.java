package io.lodestar.bench;

import io.lodestar.bench.trial.Figures;
import io.lodestar.bench.trial.Line;
import io.lodestar.bench.trial.Party;
import io.lodestar.bench.trial.Workload;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** What all parties did under one workload, round by round. Confined to one thread. */
final class Results {
    private final Workload workload;
    private final Map<Party, List<Figures>> rounds = new EnumMap<>(Party.class);
    private final Set<String> remarks = new LinkedHashSet<>();

    Results(Workload workload) {
        this.workload = workload;
    }

    void add(Party party, Figures figures) {
        rounds.computeIfAbsent(party, first -> new ArrayList<>()).add(figures);
        figures.remarks().forEach(text -> remarks.add(party.label() + ", " + text));
    }

    void remark(String text) {
        remarks.add(text);
    }

    Workload workload() {
        return workload;
    }

    Set<Party> parties() {
        return rounds.keySet();
    }

    Set<String> remarks() {
        return remarks;
    }

    /** All that was measured of anybody, in the order in which it was noted. */
    List<Line> lines() {
        var lines = new LinkedHashSet<Line>();
        rounds.values().forEach(figures -> figures.forEach(round -> lines.addAll(round.lines())));
        return List.copyOf(lines);
    }

    /** The figures of all rounds; empty when the party has none. */
    Spread figures(Party party, Line line) {
        return Spread.of(rounds.getOrDefault(party, List.of()).stream()
                .map(figures -> figures.value(line))
                .flatMapToDouble(OptionalDouble::stream)
                .toArray());
    }

    /** Our figure divided by another's, round by round. */
    Spread ratios(Party other, Line line) {
        return figures(Party.LODESTAR, line).dividedBy(figures(other, line));
    }
}
