package io.lodestar.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.Release;
import io.lodestar.protocol.body.RegistrationBody;
import io.lodestar.protocol.body.TopicConfig;
import io.lodestar.protocol.header.RegisterBrokerRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class RegistrationTextTest {
    private static final Topology TOPOLOGY = Topology.full(4, 10);

    @Test
    void theBodyIsThatOfARealBroker() {
        var body = ByteBufUtil.getBytes(frame(Edition.FIRST).body());

        // the order of the members as captured from a 5.5.0 broker, protocol 12.3
        assertThat(new String(body, StandardCharsets.UTF_8))
                .startsWith(
                        "{\"filterServerList\":[],\"topicConfigSerializeWrapper\":{\"dataVersion\":{\"counter\":1000001,"
                                + "\"stateVersion\":0,\"timestamp\":1700000000000},\"mappingDataVersion\":{\"counter\":0,"
                                + "\"stateVersion\":0,\"timestamp\":1700000000001},\"topicConfigTable\":{\"DefaultCluster\":"
                                + "{\"attributes\":{},\"order\":false,\"perm\":7,\"readQueueNums\":16,")
                .endsWith("},\"topicQueueMappingDetailMap\":{},\"topicQueueMappingInfoMap\":{}}}");
    }

    @Test
    void theChecksumIsRightInEveryEdition() {
        var edition = Edition.FIRST;
        for (int i = 0; i < 10; i++) {
            var frame = frame(edition);
            var crc = new CRC32();
            crc.update(ByteBufUtil.getBytes(frame.body()));

            assertThat(RegisterBrokerRequest.from(frame.header().fields()).bodyCrc32())
                    .isEqualTo((int) crc.getValue() & 0x7fffffff);
            edition = i % 2 == 0 ? edition.changed() : edition.again();
        }
    }

    @Test
    void oneTopicBesideThatOfTheClusterMakesARightBodyToo() {
        var alone = Topology.full(1, 1);
        ByteBuf bytes = Unpooled.buffer();
        alone.texts()
                .get(0)
                .frame(alone.seat(0), Release.SELF, 1, Edition.FIRST)
                .forEach(bytes::writeBytes);

        var frame = FrameCodec.read(bytes.skipBytes(Integer.BYTES));

        assertThat(RegistrationBody.read(frame.body(), Release.SELF, false, 0).topics())
                .hasSize(2);
        var crc = new CRC32();
        crc.update(ByteBufUtil.getBytes(frame.body()));
        assertThat(RegisterBrokerRequest.from(frame.header().fields()).bodyCrc32())
                .isEqualTo((int) crc.getValue() & 0x7fffffff);
    }

    @Test
    void onlyTheStampDiffersWhenNothingHasChanged() {
        var first = read(Edition.FIRST);
        var again = read(Edition.FIRST.again());

        assertThat(again).isEqualTo(first);
        assertThat(frame(Edition.FIRST.again()).body())
                .isNotEqualTo(frame(Edition.FIRST).body());
    }

    @Test
    void oneTopicAndTheVersionDifferWhenOneHasChanged() {
        var first = read(Edition.FIRST);
        var changed = read(Edition.FIRST.changed());

        assertThat(changed.dataVersion()).isNotEqualTo(first.dataVersion());
        var different = changed.topics().stream()
                .filter(topic -> !first.topics().contains(topic))
                .map(TopicConfig::topic)
                .toList();
        assertThat(different).containsExactly("orders-000004");
    }

    private static RegistrationBody read(Edition edition) {
        return RegistrationBody.read(frame(edition).body(), Release.SELF, false, 0);
    }

    private static Frame frame(Edition edition) {
        ByteBuf bytes = Unpooled.buffer();
        TOPOLOGY.texts()
                .get(0)
                .frame(TOPOLOGY.seat(0), Release.SELF, 1, edition)
                .forEach(bytes::writeBytes);
        assertThat(bytes.readInt()).isEqualTo(bytes.readableBytes());
        return FrameCodec.read(bytes);
    }
}
