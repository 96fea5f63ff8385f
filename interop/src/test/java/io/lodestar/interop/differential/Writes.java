package io.lodestar.interop.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes up requests of tools and of single topics that change something. Confined to one thread. */
final class Writes {
    private static final List<String> VALUES = List.of("v", "", "line\nline", "\"quoted\" \\ {}", "\u503c", "a:4;b:4");
    private static final List<String> SETTINGS = List.of(
            "orderMessageEnable=true",
            "orderMessageEnable=false",
            "supportActingMaster=true",
            "supportActingMaster=true",
            "supportActingMaster=false",
            "enableTopicList=false",
            "enableTopicList=true",
            "enableAllTopicList=false",
            "enableAllTopicList= TRUE",
            "returnOrderTopicConfigToBroker=false",
            "returnOrderTopicConfigToBroker=true",
            "notifyMinBrokerIdChanged=true",
            "unRegisterBrokerQueueCapacity=2999",
            "needWaitForService=true\nwaitSecondsForService=1000000",
            "needWaitForService=false",
            "unknownKey=1",
            "listenPort=abc",
            "configStorePath=/nowhere",
            "kvConfigPath=/nowhere\norderMessageEnable=true",
            "productEnvName=\\u00zz",
            "# only a comment");

    private final Dice dice;
    private final Names names;
    private final Traits traits;

    Writes(Dice dice, Names names, Traits traits) {
        this.dice = dice;
        this.names = names;
        this.traits = traits;
    }

    Request next(BrokerGroup group) {
        int roll = dice.below(20);
        if (roll < 4 && traits.drains()) {
            return Request.of(dice.percent(60) ? 205 : 327, "brokerName", someBrokerName());
        }
        if (roll < 7) {
            Request request = Request.of(216, "topic", dice.of(names.topics()));
            return dice.percent(60)
                    ? request.with("clusterName", dice.percent(90) ? dice.of(names.clusters()) : "")
                    : request;
        }
        if (roll < 12) {
            return registerTopic(group);
        }
        if (roll < 15 && traits.switches()) {
            return dice.percent(95) ? Request.of(318).withBody(dice.of(SETTINGS)) : Request.of(318);
        }
        return kv();
    }

    private String someBrokerName() {
        return dice.percent(90) ? dice.of(names.brokers()) : names.run() + "-nobody";
    }

    private Request kv() {
        String namespace = dice.of(names.namespaces());
        String key = dice.of(names.topics());
        return dice.percent(70)
                ? Request.of(100, "namespace", namespace, "key", key, "value", dice.of(VALUES))
                : Request.of(102, "namespace", namespace, "key", key);
    }

    private Request registerTopic(BrokerGroup group) {
        Request request = Request.of(217, "topic", dice.of(names.topics()));
        int roll = dice.below(20);
        if (roll == 0) {
            return request;
        }
        if (roll == 1) {
            return request.withBody("{\"queueDatas\":");
        }
        if (roll == 2) {
            return request.withBody("{\"brokerDatas\":[]}");
        }
        List<Object> queues = new ArrayList<>();
        queues.add(queue(group.someBroker().name()));
        if (dice.percent(30)) {
            queues.add(queue(someBrokerName()));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("brokerDatas", List.of());
        body.put("filterServerTable", Map.of());
        body.put("queueDatas", queues);
        return request.withBody(Json.write(body));
    }

    private Map<String, Object> queue(String broker) {
        Map<String, Object> queue = new LinkedHashMap<>();
        queue.put("brokerName", broker);
        queue.put("perm", dice.percent(70) ? 6 : 4);
        queue.put("readQueueNums", 1 + dice.below(4));
        queue.put("topicSysFlag", traits.unitFlags() ? dice.below(4) : 0);
        queue.put("writeQueueNums", 1 + dice.below(4));
        return queue;
    }
}
