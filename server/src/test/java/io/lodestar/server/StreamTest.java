package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.server.config.HttpKeys;
import io.lodestar.server.config.HttpPort;
import io.lodestar.server.config.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event stream of a live server, over real sockets. */
class StreamTest {
    @TempDir
    private Path home;

    private final List<Socket> sockets = new ArrayList<>();
    private NameServer server;
    private Peer line;
    private FakeBroker broker;

    @BeforeEach
    void start() throws StartException {
        server = NameServer.start(Settings.inFolder(home).with(HttpKeys.HTTP_PORT, HttpPort.of(0)));
        line = new Peer(server.address());
        broker = new FakeBroker(line, "C", "broker-a", 0);
    }

    @AfterEach
    void stop() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        broker.close();
        server.close();
    }

    /** Asks for a stream and reads its lines in a thread of its own. */
    private List<String> listen(String query, String header) throws IOException {
        var socket = ask(query, header);
        var lines = new CopyOnWriteArrayList<String>();
        var reader = new Thread(() -> read(socket, lines), "reader");
        reader.setDaemon(true);
        reader.start();
        await().until(() -> lines.stream().anyMatch(text -> text.startsWith("retry:")));
        return lines;
    }

    private Socket ask(String query, String header) throws IOException {
        var address = server.httpAddress().orElseThrow();
        var socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(8 << 10);
        socket.connect(new InetSocketAddress("127.0.0.1", address.getPort()));
        var request = "GET /api/v1/stream" + query + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void read(Socket socket, List<String> lines) {
        try (var in = socket.getInputStream()) {
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (var text = reader.readLine(); text != null; text = reader.readLine()) {
                lines.add(text);
            }
        } catch (IOException over) {
            lines.add("over: " + over.getMessage());
        }
    }

    private static List<String> ids(List<String> lines) {
        return lines.stream()
                .filter(text -> text.startsWith("id: "))
                .map(text -> text.substring(4))
                .toList();
    }

    @Test
    void whatHappensIsToldWithItsNumberAndTheServerEveryTwoSeconds() throws IOException {
        var lines = listen("", "");

        broker.register("T", "U");

        await().until(() -> lines.stream().anyMatch(text -> text.contains("\"TOPIC_ADDED\"")));
        assertThat(ids(lines)).isNotEmpty();
        await().until(() -> lines.contains("event: server"));
        var data = lines.get(lines.indexOf("event: server") + 1).substring("data: ".length());
        assertThat(ApiClient.DESCRIPTION.faults("ServerTick", data)).as(data).isEmpty();
        lines.stream()
                .filter(text -> text.startsWith("data: ") && text.contains("\"sequence\""))
                .forEach(text -> assertThat(ApiClient.DESCRIPTION.faults("Event", text.substring(6)))
                        .as(text)
                        .isEmpty());
    }

    @Test
    void whoComesBackHearsWhatItMissed() throws IOException {
        broker.register("T", "U");
        var lines = listen("", "Last-Event-ID: 1\r\n");

        await().until(() -> lines.stream().anyMatch(text -> text.contains("\"TOPIC_ADDED\"")));

        assertThat(ids(lines).get(0)).isEqualTo("2");
    }

    @Test
    void whoComesFromAnotherJournalIsToldToStartOver() throws IOException {
        var lines = listen("?after=999999", "");

        await().until(() -> lines.contains("event: reset"));
        broker.register("T", "U");
        await().until(() -> lines.stream().anyMatch(text -> text.contains("\"TOPIC_ADDED\"")));
    }

    @Test
    void whoWantsLittleHearsNoMore() throws IOException {
        var lines = listen("?kind=TOPIC_ADDED&search=t", "");

        broker.register("T", "U");

        await().until(() -> lines.stream().anyMatch(text -> text.contains("\"TOPIC_ADDED\"")));
        assertThat(lines).noneMatch(text -> text.contains("BROKER_REGISTERED"));
    }
}
