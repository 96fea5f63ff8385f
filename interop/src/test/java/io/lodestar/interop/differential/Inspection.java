package io.lodestar.interop.differential;

import java.util.ArrayList;
import java.util.List;

/** The questions that bring the whole state of a server to light. */
final class Inspection {
    private static final List<Integer> LISTS = List.of(106, 206, 304, 311, 312, 313);
    private static final int OLD_RELEASE = 317;

    private Inspection() {}

    static List<Request> questions(Names names) {
        List<Request> questions = new ArrayList<>();
        LISTS.forEach(code -> questions.add(Request.of(code)));
        names.clusters().forEach(cluster -> questions.add(Request.of(224, "cluster", cluster)));
        int asked = 0;
        for (String topic : names.topics()) {
            Request route = Request.of(105, "topic", topic);
            questions.add(++asked % 2 == 0 ? route : route.withVersion(OLD_RELEASE));
        }
        for (String broker : names.brokers()) {
            questions.add(Request.of(901, "clusterName", names.clusters().get(0), "brokerName", broker));
            for (String address : names.addresses(broker)) {
                String cluster = names.clusters().get(++asked % 2);
                questions.add(new BrokerKey(cluster, broker, 0, address).identify(Request.of(322)));
            }
        }
        names.namespaces().forEach(namespace -> questions.add(Request.of(219, "namespace", namespace)));
        return questions;
    }
}
