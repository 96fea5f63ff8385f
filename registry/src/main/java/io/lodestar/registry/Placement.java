package io.lodestar.registry;

/** One broker group that has queues of a topic, as registered. */
public record Placement(String brokerName, Queues queues) implements Comparable<Placement> {
    private static final int SPREAD = 0x9E3779B9;

    /** Numbered names and numbers of queues differ by multiples of 31 alike, and would meet in a sum that multiplies by it. */
    @Override
    public int hashCode() {
        return brokerName.hashCode() * SPREAD + queues.hashCode();
    }

    /** By broker name, then as {@link Queues}. */
    @Override
    public int compareTo(Placement other) {
        int order = brokerName.compareTo(other.brokerName);
        return order != 0 ? order : queues.compareTo(other.queues);
    }
}
