package io.lodestar.bench.trial;

/**
 * A promise about one figure, as the table of the design has it.
 *
 * @param row the work, in the words of that table
 * @param line which figure
 * @param bound what it is held against
 * @param limit the largest that keeps the promise
 */
public record Target(String row, Line line, Bound bound, double limit) {
    /** What a figure of ours is held against. */
    public enum Bound {
        /** The same figure of Apache's server, started either way. */
        OF_APACHE,
        /** The same figure of the bare echo. */
        OF_ECHO,
        /** Itself. */
        VALUE,
        /** Itself, which must be at least the limit. */
        AT_LEAST
    }

    /** At most so much of what Apache's server takes. */
    public static Target ofApache(String row, String label, Measure measure, double limit) {
        return new Target(row, new Line(label, measure), Bound.OF_APACHE, limit);
    }

    /** At most so many times of what the echo takes. */
    public static Target ofEcho(String row, String label, Measure measure, double limit) {
        return new Target(row, new Line(label, measure), Bound.OF_ECHO, limit);
    }

    /** At most so much. */
    public static Target atMost(String row, String label, Measure measure, double limit) {
        return new Target(row, new Line(label, measure), Bound.VALUE, limit);
    }

    /** At least so much. */
    public static Target atLeast(String row, String label, Measure measure, double limit) {
        return new Target(row, new Line(label, measure), Bound.AT_LEAST, limit);
    }
}
