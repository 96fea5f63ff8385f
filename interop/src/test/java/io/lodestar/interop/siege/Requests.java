package io.lodestar.interop.siege;

import io.lodestar.interop.siege.Message.Head;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Valid requests of every code. Names come from small sets, so that requests meet what others have left. */
final class Requests {
    private static final int REGISTER = 103;
    /** Reading costs the server no more than the reading. */
    private static final List<Integer> READING = List.of(
            101, 105, 105, 105, 206, 219, 224, 304, 311, 312, 313, 319, 901, 24001, 24001, 24003, 24004, 24005, 24006);

    private static final List<Integer> BROKERS = List.of(REGISTER, REGISTER, REGISTER, 104, 322, 904, 217, 216);
    /** Each of these waits for the disk. */
    private static final List<Integer> WRITING = List.of(100, 102, 205, 327, 318);

    private static final List<Integer> RELEASES = List.of(0, 36, 78, 293, 373, 399, 401, 407, 413, 441, 493, 513);
    private static final int LARGEST_CLUSTER_INFORMATION = 106;
    private static final int WRITE_EVERY = 250;

    private final Chance chance;
    private final int opaque;

    Requests(Chance chance, int opaque) {
        this.chance = chance;
        this.opaque = opaque;
    }

    Message any() {
        if (chance.oneIn(WRITE_EVERY)) {
            return of(chance.of(WRITING));
        }
        if (chance.oneIn(40)) {
            return of(LARGEST_CLUSTER_INFORMATION);
        }
        return of(chance.of(chance.oneIn(2) ? BROKERS : READING));
    }

    /** The route of a topic, as a client asks for it. */
    static Message route(String topic, int opaque) {
        return Message.of(new Head(false, 105, "JAVA", 513, opaque, 0)).with("topic", topic);
    }

    /** A request without fields. */
    static Message plain(int code) {
        return Message.of(new Head(false, code, "JAVA", 513, 0, 0));
    }

    /** A change of the KV table. */
    static Message kv(String key, String value) {
        return plain(100).with("namespace", "fuzz-n").with("key", key).with("value", value);
    }

    private Message of(int code) {
        var plain = Message.of(head(code));
        return switch (code) {
            case 100 -> kv(plain).with("value", "fuzz-b0:4;fuzz-b1:" + chance.below(64));
            case 101, 102 -> kv(plain);
            case 219 -> plain.with("namespace", namespace());
            case REGISTER -> registration(plain);
            case 104, 901, 904 -> broker(plain).with("heartbeatTimeoutMills", "3000");
            case 322 -> broker(plain).withBody(Raw.bytes(Bodies.dataVersion(chance)));
            case 105 -> zone(plain.with("topic", topic()).with("acceptStandardJsonOnly", flag()));
            case 205, 327 -> plain.with("brokerName", brokerName());
            case 216 -> plain.with("topic", topic()).with("clusterName", chance.oneIn(2) ? "" : clusterName());
            case 217 -> plain.with("topic", topic()).withBody(Raw.bytes(Bodies.queues(chance)));
            case 224 -> plain.with("cluster", clusterName());
            case 318 -> plain.withBody(Raw.bytes(Bodies.properties(chance)));
            case 24001 -> watch(plain);
            case 24004 -> plain.with("topic", topic());
            case 24005 ->
                plain.with(chance.oneIn(2) ? "after" : "before", Integer.toString(chance.below(1_000)))
                        .with("limit", Integer.toString(chance.below(20)))
                        .with("kinds", chance.oneIn(3) ? "TOPIC_ADDED,CONFLICT" : "")
                        .with("topic", topic());
            default -> plain;
        };
    }

    private Head head(int code) {
        boolean binary = chance.oneIn(3);
        return new Head(binary, code, "JAVA", chance.of(RELEASES), opaque, chance.oneIn(20) ? 2 : 0);
    }

    /** A registration of as many topics at most, some of them with other settings than before. */
    Message registration(int topics) {
        var plain = broker(Message.of(new Head(false, REGISTER, "JAVA", 513, opaque, 0)));
        return Bodies.checked(
                plain.with("compressed", "false").withBody(Raw.bytes(Bodies.registration(chance, topics))));
    }

    private Message registration(Message plain) {
        var named = zone(broker(plain)
                .with("haServerAddr", "127.0.0.1:9")
                .with("heartbeatTimeoutMillis", "3000")
                .with("enableActingMaster", flag()));
        boolean packed = chance.oneIn(3) && named.head().version() >= 37;
        byte[] body = packed
                ? Zlib.deflate(Bodies.sections(chance, named.head().version() >= 413))
                : Raw.bytes(Bodies.registration(chance, named.head().version() >= 37));
        return Bodies.checked(named.with("compressed", Boolean.toString(packed)).withBody(body));
    }

    private Message broker(Message plain) {
        int number = chance.below(8);
        return shuffled(plain.with("brokerName", "fuzz-b" + number / 2)
                .with("brokerAddr", "127.0.0.1:" + (1 + number))
                .with("clusterName", clusterName())
                .with("brokerId", Integer.toString(number % 2)));
    }

    private Message shuffled(Message message) {
        var fields = IntStream.range(0, message.fields().size())
                .mapToObj(message.fields()::get)
                .collect(Collectors.toList());
        Collections.rotate(fields, chance.below(fields.size()));
        return message.withFields(fields);
    }

    private Message zone(Message plain) {
        return chance.oneIn(6)
                ? plain.with("__ZONE_MODE", flag()).with("__ZONE_NAME", "fuzz-z" + chance.below(2))
                : plain;
    }

    private Message watch(Message plain) {
        var body = "{\"add\":[\"" + topic() + "\",\"" + topic() + "\"],\"drop\":[\"" + topic() + "\"]}";
        return plain.with("scope", chance.of(List.of("named", "named", "named", "all", "none")))
                .with("since", "00000000000000ff:" + chance.below(100))
                .withBody(Raw.bytes(body));
    }

    private Message kv(Message plain) {
        return plain.with("namespace", namespace()).with("key", topic());
    }

    private String namespace() {
        return chance.oneIn(2) ? "ORDER_TOPIC_CONFIG" : "fuzz-n";
    }

    private String topic() {
        return Bodies.topic(chance);
    }

    private String brokerName() {
        return "fuzz-b" + chance.below(4);
    }

    private String clusterName() {
        return "fuzz-c" + chance.below(2);
    }

    private String flag() {
        return Boolean.toString(chance.oneIn(2));
    }
}
