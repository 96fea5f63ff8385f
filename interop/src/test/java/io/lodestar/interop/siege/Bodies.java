package io.lodestar.interop.siege;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Valid bodies, as {@link Raw} text. */
final class Bodies {
    private static final int MAX_TOPICS = 12;
    private static final int TOPIC_NAMES = 40;
    private static final long CHECKSUM_MASK = 0x7fffffff;
    /** Changing these does no harm to the honest peers that are watched meanwhile. */
    private static final List<String> HARMLESS = List.of(
            "enableTopicList",
            "enableAllTopicList",
            "orderMessageEnable",
            "returnOrderTopicConfigToBroker",
            "supportActingMaster",
            "deleteTopicWithBrokerRegistration",
            "noSuchKey",
            "kvConfigPath",
            "rocketmqHome");

    private Bodies() {}

    static String topic(Chance chance) {
        return "fuzz-t" + chance.below(TOPIC_NAMES);
    }

    /** With the checksum that fits the body. */
    static Message checked(Message message) {
        var sum = new CRC32();
        sum.update(message.body());
        return message.replacing("bodyCrc32", Long.toString(sum.getValue() & CHECKSUM_MASK));
    }

    static String dataVersion(Chance chance) {
        return "{\"counter\":" + chance.below(5) + ",\"stateVersion\":" + chance.below(2)
                + ",\"timestamp\":170000000000" + chance.below(10) + "}";
    }

    /** The body of an uncompressed registration. */
    static String registration(Chance chance, boolean wrapped) {
        var wrapper = wrapper(chance, names(chance));
        return wrapped ? wrapped(wrapper) : wrapper;
    }

    /** The body of an uncompressed registration with many topics. */
    static String registration(Chance chance, int topics) {
        return wrapped(wrapper(chance, IntStream.range(0, topics).mapToObj(i -> "fuzz-many-" + i)));
    }

    private static String wrapped(String wrapper) {
        return "{\"filterServerList\":[],\"topicConfigSerializeWrapper\":" + wrapper + "}";
    }

    private static String wrapper(Chance chance, Stream<String> names) {
        var topics = names.map(name -> topicConfig(name, chance)).collect(Collectors.joining(",", "{", "}"));
        var mappings = names(chance)
                .limit(2)
                .map(name -> "\"" + name + "\":" + mapping(name, chance))
                .collect(Collectors.joining(",", "{", "}"));
        return "{\"dataVersion\":" + dataVersion(chance) + ",\"mappingDataVersion\":" + dataVersion(chance)
                + ",\"topicConfigTable\":" + topics
                + ",\"topicQueueMappingDetailMap\":{\"x\":{\"hostedQueues\":{0:[{\"a\":1}]}}}"
                + ",\"topicQueueMappingInfoMap\":" + mappings + "}";
    }

    /** What a compressed registration holds, before it is compressed. */
    static byte[] sections(Chance chance, boolean withMappings) {
        var topics = names(chance)
                .map(name -> String.format(
                        Locale.ROOT,
                        "%s %d %d %d SINGLE_TAG {\"message.type\":\"FIFO\"}",
                        name,
                        chance.below(20),
                        chance.below(20),
                        chance.below(8)))
                .toList();
        var mappings = names(chance).limit(2).map(name -> mapping(name, chance)).toList();
        var sections = new ArrayList<Section>();
        sections.add(Section.text(dataVersion(chance)));
        sections.add(Section.count(topics.size()));
        topics.forEach(line -> sections.add(Section.text(line)));
        sections.add(Section.text("[]"));
        if (withMappings) {
            sections.add(Section.count(mappings.size()));
            mappings.forEach(line -> sections.add(Section.text(line)));
        }
        return Section.written(sections);
    }

    /** The body of code 217. */
    static String queues(Chance chance) {
        var queues = IntStream.range(0, 1 + chance.below(3))
                .mapToObj(i -> "{\"brokerName\":\"fuzz-b" + chance.below(4) + "\",\"perm\":6,\"readQueueNums\":"
                        + chance.below(9) + ",\"topicSysFlag\":0,\"writeQueueNums\":" + chance.below(9) + "}")
                .collect(Collectors.joining(","));
        return "{\"brokerDatas\":[],\"filterServerTable\":{},\"queueDatas\":[" + queues + "]}";
    }

    /** The body of code 318. */
    static String properties(Chance chance) {
        return IntStream.range(0, 1 + chance.below(3))
                .mapToObj(i -> chance.of(HARMLESS) + "=" + (chance.oneIn(2) ? "true" : "false"))
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> names(Chance chance) {
        return IntStream.range(0, chance.below(MAX_TOPICS)).mapToObj(i -> topic(chance));
    }

    private static String topicConfig(String name, Chance chance) {
        return "\"" + name + "\":{\"attributes\":{\"message.type\":\"FIFO\"},\"order\":false,\"perm\":"
                + chance.below(8)
                + ",\"readQueueNums\":" + chance.below(20)
                + ",\"topicFilterType\":\"SINGLE_TAG\",\"topicName\":\"" + name + "\",\"topicSysFlag\":"
                + chance.below(4) + ",\"writeQueueNums\":" + chance.below(20) + "}";
    }

    private static String mapping(String name, Chance chance) {
        return "{\"bname\":\"fuzz-b" + chance.below(4) + "\",\"currIdMap\":{0:0,1:" + chance.below(6)
                + "},\"dirty\":false,\"epoch\":7,\"scope\":\"__global__\",\"topic\":\"" + name
                + "\",\"totalQueues\":2}";
    }
}
