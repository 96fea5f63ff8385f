package io.lodestar.server;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.body.BodyChecksum;
import io.lodestar.protocol.body.DataVersion;
import io.lodestar.protocol.body.RegistrationBody;
import io.lodestar.protocol.body.TopicConfig;
import io.lodestar.protocol.body.TopicSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.stream.Stream;

/** What a broker says to a name server, over a real socket. */
final class FakeBroker implements AutoCloseable {
    private static final int READ_WRITE = 6;

    private final Peer peer;
    private final String cluster;
    private final String name;
    private final long id;
    private final String address;

    FakeBroker(Peer peer, String cluster, String name, long id) {
        this(peer, cluster, name, id, "10.0.0." + id + ":" + (10_911 + Math.floorMod(name.hashCode(), 1_000)));
    }

    FakeBroker(Peer peer, String cluster, String name, long id, String address) {
        this.peer = peer;
        this.cluster = cluster;
        this.name = name;
        this.id = id;
        this.address = address;
    }

    String address() {
        return address;
    }

    Frame register(String... topics) {
        return register(ExtFields.EMPTY, topics);
    }

    /** Registers with topics of four queues, and with more fields than the usual ones. */
    Frame register(ExtFields more, String... topics) {
        ByteBuf body = Unpooled.buffer();
        List<TopicConfig> configs = Stream.of(topics)
                .map(topic -> new TopicConfig(topic, new TopicSettings(4, 4, READ_WRITE, 0, false)))
                .toList();
        RegistrationBody.of(new DataVersion(0, 1, topics.length), configs).writeJson(body);
        var fields = identity()
                .with("haServerAddr", address + "0")
                .with("enableActingMaster", false)
                .with("bodyCrc32", BodyChecksum.of(body));
        more.values().forEach(fields::with);
        return peer.ask(RequestCode.REGISTER_BROKER, fields.build(), body);
    }

    Frame unregister() {
        return peer.ask(RequestCode.UNREGISTER_BROKER, identity().build(), Unpooled.EMPTY_BUFFER);
    }

    Frame queryDataVersion(DataVersion version) {
        ByteBuf body = Unpooled.buffer();
        version.writeTo(body);
        return peer.ask(RequestCode.QUERY_DATA_VERSION, identity().build(), body);
    }

    private ExtFields.Builder identity() {
        return ExtFields.builder()
                .with("clusterName", cluster)
                .with("brokerName", name)
                .with("brokerId", id)
                .with("brokerAddr", address);
    }

    @Override
    public void close() {
        peer.close();
    }
}
