package io.lodestar.protocol.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Registrations of every generation of brokers (protocol 12.3, 12.4) are understood, and written as they write them. */
final class RegistrationGenerationsTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final int V3_0_10 = 35;
    private static final int V3_2_6 = 78;
    private static final int V4_9_7 = 407;
    private static final int V5_5_0 = 513;

    private static final DataVersion VERSION_3 = new DataVersion(0, 1_700_000_000_000L, 3);

    static final String GOLDEN_JSON = "{\"filterServerList\":[],\"topicConfigSerializeWrapper\":{"
            + "\"dataVersion\":{\"counter\":3,\"stateVersion\":0,\"timestamp\":1700000000000},"
            + "\"mappingDataVersion\":{\"counter\":0,\"stateVersion\":0,\"timestamp\":1700000000000},"
            + "\"topicConfigTable\":{"
            + "\"TopicB\":{\"attributes\":{\"message.type\":\"FIFO\"},\"order\":false,\"perm\":6,\"readQueueNums\":8,"
            + "\"topicFilterType\":\"SINGLE_TAG\",\"topicName\":\"TopicB\",\"topicSysFlag\":1,\"writeQueueNums\":8},"
            + "\"TopicA\":{\"attributes\":{},\"order\":false,\"perm\":6,\"readQueueNums\":4,"
            + "\"topicFilterType\":\"SINGLE_TAG\",\"topicName\":\"TopicA\",\"topicSysFlag\":0,\"writeQueueNums\":4}},"
            + "\"topicQueueMappingDetailMap\":{},\"topicQueueMappingInfoMap\":{}}}";

    private static final byte[] GOLDEN_ZLIB = Bytes.hex("78da636060b0a8564ace2fcd2b492d52b232d6512a2e492c490d4b2d2a"
            + "cecccf53b232d0512ac9cc4d050ae6162859199a1b20402d0303031310eb87e41764263b295800a19942b0a79fbb8f6b7c88a3"
            + "bb42b512506371627aaa5e496541aa9295929ba79bbf12489b14588ba3820910a26a011b1a1d0b2419000a6e2868");

    private static final RegistrationBody GOLDEN = RegistrationBody.of(
            VERSION_3,
            List.of(
                    new TopicConfig("TopicB", new TopicSettings(8, 8, 6, 1, false)),
                    new TopicConfig("TopicA", new TopicSettings(4, 4, 6, 0, false))));

    /** The same without system flags, which the compressed form has no room for. */
    private static final RegistrationBody GOLDEN_COMPRESSED = RegistrationBody.of(
            VERSION_3,
            List.of(
                    new TopicConfig("TopicB", new TopicSettings(8, 8, 6, 0, false)),
                    new TopicConfig("TopicA", new TopicSettings(4, 4, 6, 0, false))));

    @Test
    void theGoldenBodiesHaveTheChecksumsOfTheSpecification() {
        assertThat(BodyChecksum.of(Bytes.of(GOLDEN_JSON))).isEqualTo(981_425_065);
        assertThat(BodyChecksum.of(Bytes.of(GOLDEN_ZLIB))).isEqualTo(202_303_300);
    }

    @Test
    void jsonOf550IsRead() {
        assertThat(read(Bytes.of(GOLDEN_JSON), V5_5_0, false)).isEqualTo(GOLDEN);
    }

    @Test
    void jsonIsWrittenAs550WritesItButForWhatNoNameServerReads() {
        String unread = ",\"mappingDataVersion\":{\"counter\":0,\"stateVersion\":0,\"timestamp\":1700000000000}";

        assertThat(Bytes.text(GOLDEN::writeJson))
                .isEqualTo(GOLDEN_JSON.replace(unread, "").replace("\"message.type\":\"FIFO\"", ""));
    }

    @Test
    void mappingsAreWrittenAs550WritesThem() {
        var mapping = TopicQueueMapping.global("T", "b", 2, 7, Map.of(0, 0, 10, 5, 2, 5));
        var body = new RegistrationBody(
                Optional.of(VERSION_3), List.of(), new TreeMap<>(Map.of("T", mapping)), Optional.of(List.of("f:1")));

        assertThat(Bytes.text(body::writeJson))
                .isEqualTo("{\"filterServerList\":[\"f:1\"],\"topicConfigSerializeWrapper\":{"
                        + "\"dataVersion\":{\"counter\":3,\"stateVersion\":0,\"timestamp\":1700000000000},"
                        + "\"topicConfigTable\":{},\"topicQueueMappingDetailMap\":{},\"topicQueueMappingInfoMap\":{\"T\":"
                        + "{\"bname\":\"b\",\"currIdMap\":{0:0,2:5,10:5},\"dirty\":false,\"epoch\":7,"
                        + "\"scope\":\"__global__\",\"topic\":\"T\",\"totalQueues\":2}}}}");
    }

    @Test
    void zlibOf550IsRead() {
        assertThat(read(Bytes.of(GOLDEN_ZLIB), V5_5_0, true)).isEqualTo(GOLDEN_COMPRESSED);
    }

    @Test
    void zlibOf5xIsReadThoughTheRequestDeniesIt() {
        assertThat(read(Bytes.of(GOLDEN_ZLIB), V5_5_0, false)).isEqualTo(GOLDEN_COMPRESSED);
    }

    @Test
    void zlibIsWrittenAs550WritesItButForTheAttributes() {
        byte[] withoutAttributes = Bytes.sections(
                "{\"counter\":3,\"stateVersion\":0,\"timestamp\":1700000000000}",
                2,
                "TopicB 8 8 6 SINGLE_TAG {}",
                "TopicA 4 4 6 SINGLE_TAG {}",
                "[]",
                0);

        byte[] written = Bytes.written(out -> GOLDEN.writeCompressed(out, V5_5_0));

        assertThat(HexFormat.of().formatHex(Bytes.inflated(written)))
                .isEqualTo(HexFormat.of().formatHex(withoutAttributes));
        assertThat(written).startsWith(0x78, 0xda);
    }

    @Test
    void zlibOf497IsRead() {
        byte[] inflated = Bytes.resource("registration-4.9.7-inflated.hex");

        assertThat(read(Bytes.of(Bytes.deflated(inflated)), V4_9_7, true)).isEqualTo(bodyOf497());
    }

    @Test
    void zlibIsWrittenAs497WritesIt() {
        byte[] written = Bytes.written(out -> bodyOf497().writeCompressed(out, V4_9_7));

        assertThat(HexFormat.of().formatHex(Bytes.inflated(written)))
                .isEqualTo(HexFormat.of().formatHex(Bytes.resource("registration-4.9.7-inflated.hex")));
    }

    private static RegistrationBody bodyOf497() {
        return RegistrationBody.of(
                new DataVersion(0, 1_795_293_638_782L, 0),
                List.of(
                        new TopicConfig("C4", new TopicSettings(16, 16, 7, 0, false)),
                        new TopicConfig("SCHEDULE_TOPIC_XXXX", new TopicSettings(18, 18, 6, 0, false)),
                        new TopicConfig("b4", new TopicSettings(1, 1, 7, 0, false)),
                        new TopicConfig("C4_REPLY_TOPIC", new TopicSettings(1, 1, 6, 0, false)),
                        new TopicConfig("BenchmarkTest", new TopicSettings(1024, 1024, 6, 0, false)),
                        new TopicConfig("OFFSET_MOVED_EVENT", new TopicSettings(1, 1, 6, 0, false)),
                        new TopicConfig("TBW102", new TopicSettings(8, 8, 7, 0, false)),
                        new TopicConfig("SELF_TEST_TOPIC", new TopicSettings(1, 1, 6, 0, false))));
    }

    @Test
    void jsonOf326IsReadWithTheNameServersClockForItsMisspeltTime() {
        String body = "{\"filterServerList\":[],\"topicConfigSerializeWrapper\":{\"dataVersion\":{\"counter\":2,"
                + "\"timestatmp\":1700000000000},\"topicConfigTable\":{\"T\":{\"order\":true,\"perm\":6,"
                + "\"readQueueNums\":4,\"topicFilterType\":\"SINGLE_TAG\",\"topicName\":\"T\",\"topicSysFlag\":0,"
                + "\"writeQueueNums\":4}}}}";

        assertThat(read(Bytes.of(body), V3_2_6, false))
                .isEqualTo(RegistrationBody.of(
                        new DataVersion(0, NOW, 2),
                        List.of(new TopicConfig("T", new TopicSettings(4, 4, 6, 0, true)))));
    }

    @Test
    void jsonBefore3011IsTheBareWrapperAndLeavesFilterServersAlone() {
        String body = "{\"topicConfigTable\":{\"T\":{\"topicName\":\"T\"}},\"dataVersion\":{\"counter\":2}}";

        RegistrationBody read = read(Bytes.of(body), V3_0_10, true);

        assertThat(read.topics()).containsExactly(TopicConfig.withDefaults("T"));
        assertThat(read.dataVersion()).contains(new DataVersion(0, NOW, 2));
        assertThat(read.filterServers()).as("list to store").isEmpty();
    }

    @Test
    void aVersionThatIsNegativeIsOlderThanAll() {
        assertThat(read(Bytes.of("{\"topicConfigTable\":{\"T\":{\"topicName\":\"T\"}}}"), -1, false)
                        .topics())
                .hasSize(1);
    }

    @Test
    void aBareWrapperFromALaterBrokerRegistersNoTopics() {
        String body = "{\"topicConfigTable\":{\"T\":{\"topicName\":\"T\"}},\"dataVersion\":{\"counter\":2}}";

        assertThat(read(Bytes.of(body), V3_2_6, false))
                .isEqualTo(RegistrationBody.of(new DataVersion(0, NOW, 0), List.of()));
    }

    @Test
    void noBodyIsNoTopicsAndVersionZero() {
        assertThat(read(Unpooled.EMPTY_BUFFER, V5_5_0, false))
                .isEqualTo(RegistrationBody.of(DataVersion.ZERO, List.of()));
        assertThat(read(Unpooled.EMPTY_BUFFER, V5_5_0, true))
                .isEqualTo(RegistrationBody.of(DataVersion.ZERO, List.of()));
        assertThat(read(Unpooled.EMPTY_BUFFER, V3_0_10, false).filterServers()).isEmpty();
    }

    @Test
    void staticMappingsComeInBothForms() {
        var mapping = TopicQueueMapping.global("T", "b", 2, 7, Map.of(0, 0, 1, 5));
        var body = new RegistrationBody(
                Optional.of(VERSION_3), List.of(), new TreeMap<>(Map.of("T", mapping)), Optional.of(List.of()));

        assertThat(read(Bytes.of(Bytes.written(body::writeJson)), V5_5_0, false))
                .isEqualTo(body);
        assertThat(read(Bytes.of(Bytes.written(out -> body.writeCompressed(out, V5_5_0))), V5_5_0, true))
                .isEqualTo(body);
    }

    @Test
    void aBodyIsReadFromADirectBufferAndFromTheMiddleOfOneWithoutMovingIt() {
        ByteBuf direct =
                Unpooled.directBuffer().writeZero(3).writeBytes(GOLDEN_ZLIB).skipBytes(3);
        ByteBuf wide = Bytes.of("xx" + GOLDEN_JSON + "yy");

        try {
            assertThat(read(direct, V5_5_0, true)).isEqualTo(GOLDEN_COMPRESSED);
            assertThat(direct.readerIndex()).isEqualTo(3);
            assertThat(BodyChecksum.of(direct)).isEqualTo(202_303_300);
            assertThat(read(wide.slice(2, GOLDEN_JSON.length()), V5_5_0, false)).isEqualTo(GOLDEN);
            assertThat(direct.refCnt()).isEqualTo(1);
        } finally {
            direct.release();
            wide.release();
        }
    }

    private static RegistrationBody read(ByteBuf body, int version, boolean compressed) {
        return RegistrationBody.read(body, version, compressed, NOW);
    }
}
