package io.lodestar.interop.siege;

import io.lodestar.interop.siege.Message.Head;

/** A broker that registers again and again, with something changed each time. */
final class HonestBroker implements HonestClient.Question {
    private static final int RELEASE = 513;
    private static final String ADDRESS = "127.0.0.1:10911";

    private final String name;

    HonestBroker(String name) {
        this.name = name;
    }

    @Override
    public byte[] frame(int opaque) {
        return Bodies.checked(registration(opaque)).frame();
    }

    @Override
    public boolean isAnsweredBy(Answer answer) {
        return answer.code() == 0;
    }

    /** Asks for the route of its topic, which must name it. */
    HonestClient.Question route() {
        return new HonestClient.Question() {
            @Override
            public byte[] frame(int opaque) {
                return Requests.route(topic(), opaque).frame();
            }

            @Override
            public boolean isAnsweredBy(Answer answer) {
                return answer.code() == 0 && Raw.of(answer.body()).contains(ADDRESS);
            }
        };
    }

    private String topic() {
        return name + "-topic";
    }

    private Message registration(int count) {
        var version = "{\"counter\":" + count + ",\"stateVersion\":0,\"timestamp\":1700000000000}";
        var topics = topic(topic(), 4) + "," + topic(name + "-changing", 1 + count % 8);
        return Message.of(new Head(false, 103, "JAVA", RELEASE, count, 0))
                .with("brokerName", name)
                .with("brokerAddr", ADDRESS)
                .with("clusterName", "honest")
                .with("brokerId", "0")
                .with("haServerAddr", "127.0.0.1:10912")
                .with("enableActingMaster", "false")
                .with("compressed", "false")
                .withBody(Raw.bytes("{\"filterServerList\":[],\"topicConfigSerializeWrapper\":{\"dataVersion\":"
                        + version + ",\"topicConfigTable\":{" + topics + "}}}"));
    }

    private static String topic(String topic, int queues) {
        return "\"" + topic + "\":{\"attributes\":{},\"order\":false,\"perm\":6,\"readQueueNums\":" + queues
                + ",\"topicFilterType\":\"SINGLE_TAG\",\"topicName\":\"" + topic
                + "\",\"topicSysFlag\":0,\"writeQueueNums\":"
                + queues + "}";
    }
}
