package io.lodestar.registry;

/** A broker group whose write permission is withheld (protocol 3.7), whatever it registers. */
public record Drain(String cluster, String brokerName) implements Comparable<Drain> {
    @Override
    public int compareTo(Drain other) {
        int byCluster = cluster.compareTo(other.cluster);
        return byCluster != 0 ? byCluster : brokerName.compareTo(other.brokerName);
    }
}
