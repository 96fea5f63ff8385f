package io.lodestar.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** The frames of protocol 12, made by the original's classes, each with the header that it stands for. */
enum GoldenFrame {
    ROUTE_REQUEST(HeaderEncoding.JSON, request(105, 2, ExtFields.of(Map.of("topic", "TopicA"))), 0),
    ROUTE_ANSWER(HeaderEncoding.JSON, answer(0, 2, "", ExtFields.ABSENT), 262),
    ROUTE_ERROR(HeaderEncoding.JSON, answer(17, 2, "no route", ExtFields.ABSENT), 0),
    BINARY_ROUTE_REQUEST(HeaderEncoding.BINARY, request(105, 2, ExtFields.of(Map.of("topic", "TopicA"))), 0),
    BINARY_ROUTE_ERROR(HeaderEncoding.BINARY, answer(17, 2, "no route", ExtFields.ABSENT), 0),
    BINARY_KV_ANSWER(HeaderEncoding.BINARY, answer(0, 9, "", ExtFields.of(Map.of("value", "v1"))), 0),
    BINARY_TOPICS_ANSWER(HeaderEncoding.BINARY, answer(0, 3, "", ExtFields.ABSENT), 16),
    REGISTRATION(HeaderEncoding.JSON, request(103, 1, registration()), 620),
    REGISTRATION_ANSWER(HeaderEncoding.JSON, answer(0, 1, "", ExtFields.EMPTY), 0),
    HEARTBEAT(HeaderEncoding.JSON, oneWay(904, 3, broker()), 0),
    DATA_VERSION_REQUEST(HeaderEncoding.JSON, request(322, 4, brokerWithId()), 56),
    DATA_VERSION_ANSWER(HeaderEncoding.JSON, answer(0, 4, "", ExtFields.of(Map.of("changed", "false"))), 56),
    BINARY_DATA_VERSION_REQUEST(HeaderEncoding.BINARY, request(322, 4, brokerWithId()), 56),
    BINARY_HEARTBEAT(HeaderEncoding.BINARY, oneWay(904, 3, broker()), 0);

    private static final int LENGTH_FIELD = 4;
    private static final int PREFIX = 8;

    private final HeaderEncoding encoding;
    private final Header header;
    private final int bodyLength;
    private final byte[] bytes;

    GoldenFrame(HeaderEncoding encoding, Header header, int bodyLength) {
        this.encoding = encoding;
        this.header = header;
        this.bodyLength = bodyLength;
        this.bytes = load(name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    HeaderEncoding encoding() {
        return encoding;
    }

    Header header() {
        return header;
    }

    /** Returns the whole frame, length field included. */
    byte[] bytes() {
        return bytes.clone();
    }

    /** Returns the frame as {@link FrameCodec#read} takes it, without its length field. */
    byte[] bytesToRead() {
        return Arrays.copyOfRange(bytes, LENGTH_FIELD, bytes.length);
    }

    byte[] headerBytes() {
        return Arrays.copyOfRange(bytes, PREFIX, bytes.length - bodyLength);
    }

    byte[] bodyBytes() {
        return Arrays.copyOfRange(bytes, bytes.length - bodyLength, bytes.length);
    }

    private static byte[] load(String name) {
        try (InputStream file = GoldenFrame.class.getResourceAsStream("golden/" + name + ".hex")) {
            if (file == null) {
                throw new IllegalStateException("golden/" + name + ".hex is missing");
            }
            return HexFormat.of().parseHex(new String(file.readAllBytes(), US_ASCII).replaceAll("\\s", ""));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Header request(int code, int opaque, ExtFields fields) {
        return new Header(code, Language.JAVA, 513, opaque, 0, "", fields);
    }

    private static Header oneWay(int code, int opaque, ExtFields fields) {
        return new Header(code, Language.JAVA, 513, opaque, 2, "", fields);
    }

    private static Header answer(int code, int opaque, String remark, ExtFields fields) {
        return new Header(code, Language.JAVA, 513, opaque, 1, remark, fields);
    }

    private static ExtFields registration() {
        return ExtFields.builder()
                .with("brokerId", 0)
                .with("bodyCrc32", 981425065)
                .with("clusterName", "DefaultCluster")
                .with("brokerAddr", "127.0.0.1:10911")
                .with("enableActingMaster", false)
                .with("haServerAddr", "127.0.0.1:10912")
                .with("compressed", false)
                .with("brokerName", "broker-a")
                .build();
    }

    private static ExtFields brokerWithId() {
        return ExtFields.builder()
                .with("brokerId", 0)
                .with("clusterName", "DefaultCluster")
                .with("brokerAddr", "127.0.0.1:10911")
                .with("brokerName", "broker-a")
                .build();
    }

    private static ExtFields broker() {
        return ExtFields.builder()
                .with("clusterName", "DefaultCluster")
                .with("brokerAddr", "127.0.0.1:10911")
                .with("brokerName", "broker-a")
                .build();
    }
}
