package io.lodestar.bench.trial;

/**
 * What a figure is of.
 *
 * @param label the case of the workload
 */
public record Line(String label, Measure measure) {}
