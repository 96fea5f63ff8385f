package io.lodestar.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds registrations: a master of a 5.x broker with the topics T1 and T2, unless told otherwise. */
final class RegistrationBuilder {
    static final String CLUSTER = "cluster";
    static final Queues QUEUES = new Queues(4, 4, 6, 0);

    private final String brokerName;
    private final long brokerId;
    private String cluster = CLUSTER;
    private String address;
    private String haAddress;
    private String zone = "";
    private ActingMaster actingMaster = ActingMaster.DISABLED;
    private Duration lease = Duration.ofSeconds(120);
    private long connection;
    private Optional<DataVersion> version = Optional.of(new DataVersion(0, 1_700_000_000_000L, 1));
    private List<TopicQueues> topics = List.of(new TopicQueues("T1", QUEUES), new TopicQueues("T2", QUEUES));
    private final List<StaticMapping> mappings = new ArrayList<>();
    private Optional<List<String>> filterServers = Optional.of(List.of());
    private boolean presumedFull;
    private Optional<Fingerprint> fingerprint = Optional.empty();

    private RegistrationBuilder(String brokerName, long brokerId) {
        this.brokerName = brokerName;
        this.brokerId = brokerId;
        this.address = brokerName + "-" + brokerId + ":10911";
        this.haAddress = brokerName + "-" + brokerId + ":10912";
        this.connection = brokerId + 1;
    }

    /** Starts with the master of a group: cluster "cluster", address "{name}-0:10911", connection 1. */
    static RegistrationBuilder master(String brokerName) {
        return new RegistrationBuilder(brokerName, Member.MASTER);
    }

    /** Starts with a slave of a group: address "{name}-{id}:10911", connection id + 1. */
    static RegistrationBuilder slave(String brokerName, long brokerId) {
        return new RegistrationBuilder(brokerName, brokerId);
    }

    RegistrationBuilder cluster(String name) {
        cluster = name;
        return this;
    }

    RegistrationBuilder address(String changed) {
        address = changed;
        return this;
    }

    RegistrationBuilder haAddress(String changed) {
        haAddress = changed;
        return this;
    }

    RegistrationBuilder zone(String name) {
        zone = name;
        return this;
    }

    RegistrationBuilder acting(ActingMaster changed) {
        actingMaster = changed;
        return this;
    }

    RegistrationBuilder lease(Duration changed) {
        lease = changed;
        return this;
    }

    RegistrationBuilder connection(long number) {
        connection = number;
        return this;
    }

    RegistrationBuilder version(DataVersion changed) {
        version = Optional.of(changed);
        return this;
    }

    RegistrationBuilder stateVersion(long number) {
        return version(new DataVersion(number, 1_700_000_000_000L, 1));
    }

    RegistrationBuilder noVersion() {
        version = Optional.empty();
        return this;
    }

    /** Replaces the topics by these, each with 4 queues that may be read and written. */
    RegistrationBuilder topics(String... names) {
        topics = List.of(names).stream()
                .map(name -> new TopicQueues(name, QUEUES))
                .toList();
        return this;
    }

    RegistrationBuilder topics(TopicQueues... changed) {
        topics = List.of(changed);
        return this;
    }

    RegistrationBuilder mapping(StaticMapping mapping) {
        mappings.add(mapping);
        return this;
    }

    RegistrationBuilder filterServers(String... addresses) {
        filterServers = Optional.of(List.of(addresses));
        return this;
    }

    RegistrationBuilder filterServersUnsaid() {
        filterServers = Optional.empty();
        return this;
    }

    RegistrationBuilder presumedFull() {
        presumedFull = true;
        return this;
    }

    RegistrationBuilder fingerprint(long number) {
        fingerprint = Optional.of(new Fingerprint(~number, number));
        return this;
    }

    Registration build() {
        return new Registration(
                new BrokerIdentity(cluster, brokerName, brokerId),
                address,
                haAddress,
                zone,
                actingMaster,
                lease,
                new Content(version, topics, mappings, filterServers, presumedFull),
                connection,
                fingerprint);
    }
}
