package io.lodestar.bench.workload;

import io.lodestar.protocol.body.TopicConfig;
import io.lodestar.protocol.body.TopicSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which brokers there are and what they have: topic t lives on the brokers (t + o) mod brokers, for o below the width.
 * Every topic has four queues on each, and every broker is a master. Besides, each has the topic of its cluster.
 *
 * @param distinct whether no two topics have the same brokers and the same queues
 */
record Topology(Names names, int brokers, int topics, int width, boolean distinct) {
    private static final int FIRST_PORT = 30_000;
    private static final int MILLION = 1_000_000;
    private static final int QUEUES = 4;
    private static final int READ_AND_WRITE = 6;
    private static final int FIRST_DISTINCT_QUEUES = 100;
    private static final int ANCHOR_QUEUES = 16;
    private static final int READ_WRITE_AND_INHERIT = 7;

    /** Topics that live on all brokers. */
    static Topology full(int brokers, int topics) {
        return new Topology(Names.PLAIN, brokers, topics, brokers, false);
    }

    /** Topics that live on some brokers each. */
    static Topology spread(int brokers, int topics, int width) {
        return new Topology(Names.PLAIN, brokers, topics, width, false);
    }

    /** Topics no two of which are alike. */
    static Topology distinct(int brokers, int topics, int width) {
        return new Topology(Names.PLAIN, brokers, topics, width, true);
    }

    /** The name of a topic. */
    String topic(int number) {
        return names.topicPrefix() + Integer.toString(MILLION + number).substring(1);
    }

    /** All brokers. */
    List<Seat> seats() {
        return IntStream.range(0, brokers).mapToObj(this::seat).toList();
    }

    Seat seat(int broker) {
        return new Seat(
                names.cluster(),
                String.format(Locale.ROOT, names.brokerFormat(), broker),
                "127.0.0.1:" + (FIRST_PORT + broker),
                names.zones() ? Optional.of(broker % 2 == 0 ? "zone-a" : "zone-b") : Optional.empty());
    }

    /** What each of the brokers registers. */
    List<RegistrationText> texts() {
        if (width == brokers) {
            var shared = text(0);
            return IntStream.range(0, brokers).mapToObj(broker -> shared).toList();
        }
        return IntStream.range(0, brokers).mapToObj(this::text).toList();
    }

    /** Topics on the same brokers differ by their queues, in as many digits. */
    private int queues(int topic) {
        return distinct ? FIRST_DISTINCT_QUEUES + topic / brokers : QUEUES;
    }

    /** Every broker has a topic that is named like its cluster, from which a name server can tell that a table is whole. */
    private TopicConfig anchor() {
        return new TopicConfig(
                names.cluster(), new TopicSettings(ANCHOR_QUEUES, ANCHOR_QUEUES, READ_WRITE_AND_INHERIT, 0, false));
    }

    /** What one of them registers. */
    RegistrationText text(int broker) {
        var own = IntStream.range(0, topics)
                .filter(topic -> Math.floorMod(broker - topic, brokers) < width)
                .mapToObj(topic -> new TopicConfig(
                        topic(topic), new TopicSettings(queues(topic), queues(topic), READ_AND_WRITE, 0, false)));
        return RegistrationText.of(Stream.concat(Stream.of(anchor()), own).toList());
    }

    /** How things are called; it decides how long answers are. */
    record Names(String cluster, String brokerFormat, String topicPrefix, boolean zones) {
        /** As people name things. */
        static final Names PLAIN = new Names("DefaultCluster", "broker-%05d", "orders-", false);

        /** Others, beside those. */
        static final Names STAYING = new Names("StayingCluster", "staying-%05d", "kept-", false);

        /** As the benchmark of RocketMQ's Rust port names them. */
        static final Names RIVAL = new Names("RouteBenchCluster", "route-bench-broker-%04d", "RouteBenchTopic-", true);
    }
}
