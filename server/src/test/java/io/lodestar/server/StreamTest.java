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
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
        socket.connect(new InetSocketAddress("127.0.0.1", address.getPort()));
        var request = "GET /api/v1/stream" + query + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void read(Socket socket, List<String> lines) {
        try (var in = socket.getInputStream()) {
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (var text = reader.readLine(); text != null; text = reader.readLine()) {
                lines.add(text.substring(0, Math.min(text.length(), 400)));
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

    @Test
    @Timeout(120)
    void whoDoesNotReadIsDroppedAndComesBackToWhereItWasWhileOthersHearAll() throws IOException {
        var slow = ask("", "");
        // what a system keeps for a peer that does not read is a few megabytes
        var reader = follow("");
        var names = IntStream.range(0, 20).mapToObj(i -> "x".repeat(240) + i).toArray(String[]::new);
        await().until(() -> streams() == 2);

        for (int rounds = 0; streams() == 2; rounds++) {
            assertThat(rounds).as("rounds without a drop").isLessThan(400);
            for (int i = 0; i < 20; i++) {
                broker.register(names);
                broker.unregister();
            }
        }
        slow.setSoTimeout(20_000);
        var told = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var read = ids(told.substring(0, told.lastIndexOf("\n\n")).lines().toList());
        long place = Long.parseLong(read.get(read.size() - 1));
        var again = follow("Last-Event-ID: " + place + "\r\n");

        await().atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(again.last)
                        .as("after %s: %s, %s", place, again.faults, reader.faults)
                        .isGreaterThan(place)
                        .isEqualTo(reader.last));
        assertThat(again.first).as("goes on where it was").isEqualTo(place + 1);
        assertThat(again.faults).isEmpty();
        assertThat(reader.faults).isEmpty();
    }

    private Follower follow(String header) throws IOException {
        var follower = new Follower(ask("", header));
        var thread = new Thread(follower::read, "follower");
        thread.setDaemon(true);
        thread.start();
        return follower;
    }

    /** Reads a stream, and looks whether the numbers of what it is told leave one out. */
    private static final class Follower {
        private final Socket socket;
        private final List<String> faults = new CopyOnWriteArrayList<>();
        private volatile long first;
        private volatile long last;

        Follower(Socket socket) {
            this.socket = socket;
        }

        void read() {
            try (var in = socket.getInputStream()) {
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                for (var text = reader.readLine(); text != null; text = reader.readLine()) {
                    note(text);
                }
                faults.add("it came to an end behind " + last);
            } catch (IOException over) {
                faults.add("it broke behind " + last + ": " + over.getMessage());
            }
        }

        private void note(String text) {
            if (text.equals("event: reset")) {
                faults.add("it was told to start over behind " + last);
            } else if (text.startsWith("id: ")) {
                long number = Long.parseLong(text.substring(4));
                if (first == 0) {
                    first = number;
                } else if (number != last + 1) {
                    faults.add(number + " followed " + last);
                }
                last = number;
            }
        }
    }

    private long streams() {
        var state = new ApiClient(server).get("/server").json();
        var counts = (Map<?, ?>) Objects.requireNonNull(state.get("counts"));
        return ((Number) Objects.requireNonNull(counts.get("streams"))).longValue();
    }
}
