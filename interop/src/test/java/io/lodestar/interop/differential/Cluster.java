package io.lodestar.interop.differential;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The broker groups that a server knows, from its own mouth.
 *
 * @param groups groups by broker name
 * @param clusters names of broker groups by cluster
 */
public record Cluster(Map<String, Group> groups, Map<String, Set<String>> clusters) {
    private static final int GET_CLUSTER_INFO = 106;

    /** The brokers of one name. */
    public record Group(String cluster, Map<Long, String> addresses) {
        boolean hasMaster() {
            return addresses.containsKey(0L);
        }
    }

    static final String LINE = "control";

    /** The original reads its tables while a one-way request changes them, and then fails now and then without a body: it is asked again. */
    public static Cluster of(Server server) {
        Answer answer = server.ask(LINE, Request.of(GET_CLUSTER_INFO));
        for (int again = 0; again < 2 && !answer.succeeded() && server.name().startsWith("Apache"); again++) {
            answer = server.ask(LINE, Request.of(GET_CLUSTER_INFO));
        }
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        String told = server.name() + " answered " + answer.code() + " "
                + answer.remark().orElse("") + " " + body;
        JsonNode tree =
                Json.legacy(body).orElseThrow(() -> new AssertionError("cluster information is not JSON: " + told));
        Map<String, Group> groups = new TreeMap<>();
        tree.path("brokerAddrTable").properties().forEach(group -> {
            Map<Long, String> addresses = new TreeMap<>();
            group.getValue()
                    .path("brokerAddrs")
                    .properties()
                    .forEach(member -> addresses.put(
                            Long.valueOf(member.getKey()), member.getValue().asText()));
            groups.put(
                    group.getKey(), new Group(group.getValue().path("cluster").asText(), addresses));
        });
        Map<String, Set<String>> clusters = new TreeMap<>();
        tree.path("clusterAddrTable").properties().forEach(cluster -> {
            Set<String> names = new TreeSet<>();
            cluster.getValue().forEach(name -> names.add(name.asText()));
            clusters.put(cluster.getKey(), names);
        });
        return new Cluster(groups, clusters);
    }

    boolean isEmpty() {
        return groups.isEmpty() && clusters.isEmpty();
    }

    /** Returns whether the named group has a member with this address. */
    public boolean lists(String name, String address) {
        Group group = groups.get(name);
        return group != null && group.addresses().containsValue(address);
    }
}
