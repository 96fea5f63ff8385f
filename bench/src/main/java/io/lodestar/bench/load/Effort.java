package io.lodestar.bench.load;

/**
 * What the generator did in a while.
 *
 * @param answers how many answers came
 * @param wallNanos how long it took
 * @param cpuNanos how much of that its thread ran; only told where it does not wait by spinning
 * @param latestNanos by how much the request furthest behind its time was sent too late, in an open loop
 */
public record Effort(long answers, long wallNanos, long cpuNanos, long latestNanos) {}
