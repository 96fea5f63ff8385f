package io.lodestar.bench.workload;

/**
 * How large the workloads are.
 *
 * @param divisor by what all numbers of brokers and topics are divided, down to a least
 * @param stormPeriodSeconds how often a broker of the storm registers
 */
public record Size(int divisor, double stormPeriodSeconds) {
    /** As the targets have it. */
    public static final Size FULL = new Size(1, 30);

    /** For a test of the bench itself. */
    public static final Size TINY = new Size(100, 1);

    private static final int LEAST = 8;

    int of(int number) {
        return Math.max(Math.min(number, LEAST), number / divisor);
    }
}
