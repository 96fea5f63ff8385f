package io.lodestar.bench.trial;

/**
 * What a figure counts.
 *
 * @param unit short, as in a table
 */
public record Measure(String name, String unit) {
    /** Answers in a second. */
    public static final Measure THROUGHPUT = new Measure("throughput", "/s");
    /** Half of the answers came sooner. */
    public static final Measure P50 = new Measure("p50", "µs");
    /** One of a hundred took longer. */
    public static final Measure P99 = new Measure("p99", "µs");
    /** One of a thousand took longer. */
    public static final Measure P999 = new Measure("p99.9", "µs");
    /** The slowest answer. */
    public static final Measure SLOWEST = new Measure("max", "µs");
    /** CPU time of all the server's threads for each answer. */
    public static final Measure SERVER_CPU = new Measure("server CPU", "µs/request");
    /** CPU time of the load generator for each answer. */
    public static final Measure LOAD_CPU = new Measure("load CPU", "µs/request");
    /** CPU time of all the server's threads in a second. */
    public static final Measure SERVER_LOAD = new Measure("server load", "ms CPU/s");
    /** Live objects after a full collection. */
    public static final Measure LIVE_HEAP = new Measure("live heap", "MB");
    /** Memory of the process in RAM. */
    public static final Measure RESIDENT = new Measure("RSS", "MB");
    /** From the start of the process to its first answer. */
    public static final Measure START = new Measure("start", "ms");
    /** To register all brokers, one after the other. */
    public static final Measure SET_UP = new Measure("set-up", "ms");
    /** How long something took that happens once. */
    public static final Measure TIME = new Measure("time", "ms");

    /** As in the head of a column. */
    public String title() {
        return name + " (" + unit + ")";
    }
}
