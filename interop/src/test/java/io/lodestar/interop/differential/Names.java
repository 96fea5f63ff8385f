package io.lodestar.interop.differential;

import java.util.List;
import java.util.stream.Stream;

/** The few names that the peers of one run of a sequence share, unlike those of every other run. */
record Names(int run) {
    private static final int OCTET = 250;
    private static final int BROKERS = 3;
    private static final int ADDRESSES_PER_BROKER = 4;

    static final String ORDER_NAMESPACE = "ORDER_TOPIC_CONFIG";
    private static final int GHOST_ADDRESSES = 90;
    private static final int PORT = 10911;

    private String prefix() {
        return "q" + run + "-";
    }

    List<String> clusters() {
        return List.of(prefix() + "east", prefix() + "west");
    }

    List<String> brokers() {
        return List.of(prefix() + "a", prefix() + "b", prefix() + "c");
    }

    List<String> topics() {
        return List.of(
                prefix() + "T1",
                prefix() + "T2",
                prefix() + "T3",
                prefix() + "T4",
                prefix() + "T5",
                prefix() + "T\u4e3b\u9898/%RETRY%",
                "rmq_sys_SYNC_BROKER_MEMBER_" + brokers().get(0));
    }

    List<String> namespaces() {
        return List.of(ORDER_NAMESPACE, prefix() + "space", prefix() + "room");
    }

    List<String> zones() {
        return List.of("z1", "z2");
    }

    /** Returns the addresses that only brokers of the given name use. */
    List<String> addresses(String broker) {
        int first = brokers().indexOf(broker) * ADDRESSES_PER_BROKER + 1;
        return Stream.iterate(first, i -> i + 1)
                .limit(ADDRESSES_PER_BROKER)
                .map(this::address)
                .toList();
    }

    /** Returns the name of a broker that registers but once, and wrongly. */
    String ghost(int number) {
        return prefix() + "ghost" + number;
    }

    String ghostAddress(int number) {
        return address(GHOST_ADDRESSES + number);
    }

    /** Returns an address for somebody who wants a place in the named group that another member may have. */
    String challengerAddress(String broker, long id) {
        return address((int) (BROKERS * ADDRESSES_PER_BROKER + 1 + 2 * brokers().indexOf(broker) + id));
    }

    /** Nothing listens on a loopback address of its own, so that notifications to brokers fail at once. */
    private String address(int host) {
        return "127." + (1 + run / OCTET) + "." + run % OCTET + "." + host + ":" + PORT;
    }
}
