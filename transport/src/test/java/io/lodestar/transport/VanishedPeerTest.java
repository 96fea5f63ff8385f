package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A peer in a network of its own that is cut off from ours, so that not even its kernel answers any more. Takes three
 * minutes, and a root who may make networks: {@code -Dlodestar.vanishing=true}.
 */
@EnabledIfSystemProperty(named = "lodestar.vanishing", matches = "true")
@ParameterizedClass(name = "native: {0}")
@ValueSource(booleans = {true, false})
class VanishedPeerTest {
    private static final String HERE = "169.254.77.1";
    private static final String THERE = "169.254.77.2";
    private static final String NETWORK = "lodestar-" + ProcessHandle.current().pid();
    private static final String LINK = "ls" + ProcessHandle.current().pid();

    @Parameter
    boolean nativeAllowed;

    private final List<Process> peers = new ArrayList<>();

    @BeforeEach
    void makeNetwork() throws Exception {
        assumeThat(run("ip", "netns", "add", NETWORK))
                .as("exit code of the command that makes a network")
                .isZero();
        assertThat(run("ip", "link", "add", LINK + "a", "type", "veth", "peer", "name", LINK + "b", "netns", NETWORK))
                .isZero();
        assertThat(run("ip", "address", "add", HERE + "/30", "dev", LINK + "a")).isZero();
        assertThat(run("ip", "link", "set", LINK + "a", "up")).isZero();
        assertThat(run("ip", "-n", NETWORK, "address", "add", THERE + "/30", "dev", LINK + "b"))
                .isZero();
        assertThat(run("ip", "-n", NETWORK, "link", "set", LINK + "b", "up")).isZero();
    }

    @AfterEach
    void removeNetwork() throws Exception {
        peers.forEach(Process::destroyForcibly);
        run("ip", "link", "delete", LINK + "a");
        run("ip", "netns", "delete", NETWORK);
    }

    @Test
    void aSilentPeerThatVanishesIsGivenUpWithinAMinute() throws Exception {
        vanish(connection -> {});
    }

    @Test
    void aPeerThatVanishesBeforeItTookAnAnswerIsGivenUpWithinAMinute() throws Exception {
        assumeThat(nativeAllowed).as("event loops that know a user time-out").isTrue();

        vanish(connection -> connection.send(Frames.request(1, "never acknowledged")));
    }

    private void vanish(Consumer<Connection> afterwards) throws Exception {
        var handler = RecordingHandler.silent();
        var settings = ListenerSettings.on(HERE, 0).withMaxIdle(Duration.ofMinutes(10));
        try (EventLoops loops = EventLoops.start(1, nativeAllowed);
                Listener listener = Listener.bind(loops, settings, handler)) {
            connect(listener);
            await().atMost(Duration.ofSeconds(20)).until(() -> handler.opened.size() == 1);

            assertThat(run("ip", "-n", NETWORK, "route", "add", "blackhole", HERE))
                    .isZero();
            long vanished = System.nanoTime();
            afterwards.accept(handler.opened.get(0));
            await().atMost(Duration.ofSeconds(75)).until(() -> handler.closed.size() == 1);

            assertThat(Duration.ofNanos(System.nanoTime() - vanished))
                    .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        }
    }

    private void connect(Listener listener) throws IOException {
        String connecting =
                "exec 3<>/dev/tcp/" + HERE + "/" + listener.address().getPort() + "; sleep 600";
        peers.add(new ProcessBuilder("ip", "netns", "exec", NETWORK, "bash", "-c", connecting)
                .inheritIO()
                .start());
    }

    /** Returns the exit code of a command, or a negative number when there is no such command. */
    private static int run(String... command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command).inheritIO().start();
            return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -2;
        } catch (IOException noSuchCommand) {
            return -1;
        }
    }
}
