package io.lodestar.client.broker;

import java.util.Optional;

/**
 * A broker as name servers know it. Immutable.
 *
 * @param cluster the cluster that the broker belongs to
 * @param name the name that the members of its group share
 * @param id 0 for the master of the group, 1 and up for slaves
 * @param address {@code host:port} where clients reach the broker
 * @param haServerAddress {@code host:port} where slaves replicate from; empty when there are none to come
 * @param actingMaster whether the slave with the smallest id may stand in for a missing master; empty marks a broker before 5.0, whose slaves do
 *     not bring topics
 * @param zone the zone of the broker, for clients that prefer one
 * @param permission what the broker allows at present, {@link BrokerTopic#READ} + {@link BrokerTopic#WRITE} by default: with less, no topic is
 *     registered with more
 * @param epoch the term of the group's master, which a new one counts up so that it takes the place of the old; 0 in a group that does not switch
 */
public record Broker(
        String cluster,
        String name,
        long id,
        String address,
        Optional<String> haServerAddress,
        Optional<Boolean> actingMaster,
        Optional<String> zone,
        int permission,
        long epoch) {
    /** The cluster of {@link #master(String, String)}, which is that of a broker without configuration. */
    public static final String DEFAULT_CLUSTER = "DefaultCluster";

    private static final int MAX_PORT = 65_535;

    /**
     * Checks what a name server would refuse, or mistake.
     *
     * @throws IllegalArgumentException when the cluster or the name is empty or has a blank, the id is below 0, an address is not {@code host:port} with a port from
     *     1 to 65535, or the permission is not within 0 and 7
     */
    public Broker {
        require(isName(cluster), "'" + cluster + "' is no name of a cluster: it is empty or has a blank");
        require(isName(name), "'" + name + "' is no name of a broker: it is empty or has a blank");
        require(id >= 0, "broker id " + id + " is below 0");
        require(isHostAndPort(address), "the address of a broker is host:port, not '" + address + "'");
        haServerAddress.ifPresent(replication -> require(
                isHostAndPort(replication),
                "the address for slaves of a broker is host:port, not '" + replication + "'"));
        require(permission >= 0 && permission < 8, "permission " + permission + " is not within 0 and 7");
    }

    /**
     * Returns a broker with id 0 in {@link #DEFAULT_CLUSTER}, as 5.x has it without further configuration.
     *
     * @param address {@code host:port} where clients reach the broker
     * @throws IllegalArgumentException when the name is empty or has a blank, or the address is not {@code host:port}
     */
    public static Broker master(String name, String address) {
        return new Broker(
                DEFAULT_CLUSTER,
                name,
                0,
                address,
                Optional.empty(),
                Optional.of(false),
                Optional.empty(),
                BrokerTopic.READ + BrokerTopic.WRITE,
                0);
    }

    /**
     * Returns this broker in another cluster.
     *
     * @throws IllegalArgumentException when its name is empty or has a blank
     */
    public Broker withCluster(String other) {
        return new Broker(other, name, id, address, haServerAddress, actingMaster, zone, permission, epoch);
    }

    /**
     * Returns this broker with another id: 0 makes it the master, anything above a slave.
     *
     * @throws IllegalArgumentException when it is below 0
     */
    public Broker withId(long other) {
        return new Broker(cluster, name, other, address, haServerAddress, actingMaster, zone, permission, epoch);
    }

    /**
     * Returns this broker at another {@code host:port}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public Broker withAddress(String other) {
        return new Broker(cluster, name, id, other, haServerAddress, actingMaster, zone, permission, epoch);
    }

    /**
     * Returns this broker with a {@code host:port} that slaves replicate from.
     *
     * @throws IllegalArgumentException when it is none
     */
    public Broker withHaServerAddress(String other) {
        return new Broker(cluster, name, id, address, Optional.of(other), actingMaster, zone, permission, epoch);
    }

    /** Returns this broker with or without slaves that stand in for the master; empty for a broker before 5.0. */
    public Broker withActingMaster(Optional<Boolean> other) {
        return new Broker(cluster, name, id, address, haServerAddress, other, zone, permission, epoch);
    }

    /** Returns this broker in a zone. */
    public Broker withZone(String other) {
        return new Broker(
                cluster, name, id, address, haServerAddress, actingMaster, Optional.of(other), permission, epoch);
    }

    /**
     * Returns this broker with another permission: {@link BrokerTopic#READ}, {@link BrokerTopic#WRITE}, their sum or 0.
     *
     * @throws IllegalArgumentException when it is not within 0 and 7
     */
    public Broker withPermission(int other) {
        return new Broker(cluster, name, id, address, haServerAddress, actingMaster, zone, other, epoch);
    }

    /** Returns this broker in another term of its group's master. */
    public Broker withEpoch(long other) {
        return new Broker(cluster, name, id, address, haServerAddress, actingMaster, zone, permission, other);
    }

    /** Both are names of topics, too. */
    private static boolean isName(String text) {
        return !text.isEmpty() && text.chars().noneMatch(Character::isWhitespace);
    }

    private static boolean isHostAndPort(String address) {
        if (!address.matches("[^;,\\s]+:\\d{1,5}")) {
            return false;
        }
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        return port > 0 && port <= MAX_PORT;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
