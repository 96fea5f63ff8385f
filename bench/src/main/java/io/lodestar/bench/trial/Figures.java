package io.lodestar.bench.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** What one party did in one round. Confined to one thread. */
public final class Figures {
    private final Map<Line, Double> values = new LinkedHashMap<>();
    private final Set<String> remarks = new LinkedHashSet<>();

    /** Notes a figure. */
    public Figures with(String label, Measure measure, double value) {
        values.put(new Line(label, measure), value);
        return this;
    }

    /** Notes what a reader of the figures must know. */
    public Figures remark(String text) {
        remarks.add(text);
        return this;
    }

    /** Adds all of another round's, or another case's. */
    public Figures withAll(Figures others) {
        values.putAll(others.values);
        remarks.addAll(others.remarks);
        return this;
    }

    /** What the figures are of, in the order noted. */
    public List<Line> lines() {
        return new ArrayList<>(values.keySet());
    }

    /** A figure; empty when it was not noted. */
    public OptionalDouble value(Line line) {
        return values.containsKey(line) ? OptionalDouble.of(values.get(line)) : OptionalDouble.empty();
    }

    /** What a reader must know. */
    public Set<String> remarks() {
        return Set.copyOf(remarks);
    }
}
