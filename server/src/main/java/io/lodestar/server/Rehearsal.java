package io.lodestar.server;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.Release;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.body.DataVersion;
import io.lodestar.protocol.body.RegistrationBody;
import io.lodestar.protocol.body.TopicConfig;
import io.lodestar.protocol.header.BrokerFields;
import io.lodestar.protocol.header.BrokerHeartbeatRequest;
import io.lodestar.protocol.header.GetRouteRequest;
import io.lodestar.protocol.header.RegisterBrokerRequest;
import io.lodestar.protocol.header.UnregisterBrokerRequest;
import io.lodestar.server.config.ConfigurationException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The short life of a server that {@code bin/lodestar archive} has the JVM watch: it starts as a real one does, answers what brokers and
 * clients ask of it, and stops. What was loaded by then is in the archive, so it is less the more is left out here.
 *
 * <p>The peer is a plain socket, so that the JVM's notes on which way the server's code went are not mixed with a client's.
 */
final class Rehearsal {
    /** Enough for the JVM to see what is called often. */
    private static final int ROUNDS = 500;

    private static final int PATIENCE_MILLIS = 30_000;

    private static final BrokerFields BROKER = new BrokerFields(
            Optional.of("rehearsal"), Optional.of("broker"), Optional.of("127.0.0.1:10911"), Optional.of(0L));

    private final Socket socket;
    private final DataInputStream answers;

    private Rehearsal(Socket socket) throws IOException {
        this.socket = socket;
        this.answers = new DataInputStream(socket.getInputStream());
    }

    public static void main(String[] arguments) throws IOException, ConfigurationException, StartException {
        var folder = Files.createTempDirectory("lodestar-rehearsal");
        var file = Files.write(
                folder.resolve("rehearsal.properties"),
                List.of("bindAddress=127.0.0.1", "listenPort=0", "kvConfigPath=" + folder.resolve("kv.json")));
        var server = Main.start(Optional.of(file));
        play(server.address());
        server.close();
        remove(folder);
        Main.end(0);
    }

    private static void play(InetSocketAddress server) throws IOException {
        for (var encoding : HeaderEncoding.values()) {
            try (var socket = new Socket(server.getAddress(), server.getPort())) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                new Rehearsal(socket).play(encoding);
            }
        }
    }

    private void play(HeaderEncoding encoding) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            if (round % 10 == 0) {
                ask(encoding, RequestCode.REGISTER_BROKER, registration(), topics(round / 20, round % 20 == 0));
                ask(encoding, RequestCode.GET_CLUSTER_INFO, ExtFields.ABSENT, Unpooled.EMPTY_BUFFER);
                ask(encoding, RequestCode.GET_ALL_TOPICS, ExtFields.ABSENT, Unpooled.EMPTY_BUFFER);
            }
            ask(encoding, RequestCode.BROKER_HEARTBEAT, heartbeat(), Unpooled.EMPTY_BUFFER);
            ask(encoding, RequestCode.GET_ROUTE_INFO, route("topic-" + round), Unpooled.EMPTY_BUFFER);
            ask(encoding, RequestCode.GET_ROUTE_INFO, route("topic-0"), Unpooled.EMPTY_BUFFER);
        }
        ask(
                encoding,
                RequestCode.UNREGISTER_BROKER,
                new UnregisterBrokerRequest(BROKER).toFields(),
                Unpooled.EMPTY_BUFFER);
    }

    private void ask(HeaderEncoding encoding, RequestCode code, ExtFields fields, ByteBuf body) throws IOException {
        var frame = new Frame(encoding, Header.request(code, 1, fields), body);
        ByteBuf bytes = Unpooled.buffer();
        FrameCodec.writeHead(frame, bytes);
        bytes.writeBytes(body);
        bytes.readBytes(socket.getOutputStream(), bytes.readableBytes());
        answers.readNBytes(answers.readInt());
    }

    private static ExtFields registration() {
        return new RegisterBrokerRequest(
                        BROKER,
                        Optional.of("127.0.0.1:10912"),
                        Optional.empty(),
                        Optional.of(false),
                        false,
                        0,
                        Optional.empty())
                .toFields();
    }

    private static ByteBuf topics(int edition, boolean compressed) {
        var topics = IntStream.rangeClosed(0, 20 + edition)
                .mapToObj(number -> TopicConfig.withDefaults("topic-" + number))
                .toList();
        var body = RegistrationBody.of(new DataVersion(0, 0, edition), topics);
        ByteBuf bytes = Unpooled.buffer();
        if (compressed) {
            body.writeCompressed(bytes, Release.SELF);
        } else {
            body.writeJson(bytes);
        }
        return bytes;
    }

    private static ExtFields heartbeat() {
        return new BrokerHeartbeatRequest(
                        BROKER,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .toFields();
    }

    private static ExtFields route(String topic) {
        return new GetRouteRequest(Optional.of(topic), true, Optional.empty()).toFields();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
