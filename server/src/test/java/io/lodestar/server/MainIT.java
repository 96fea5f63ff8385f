package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process as an operator meets it. */
class MainIT {

    private static final String USAGE = "usage: mqnamesrv [-c <arg>] [-h] [-n <arg>] [-p]";
    private static final Pattern READY = Pattern.compile(
            "The Name Server boot success\\. serializeType=JSON, address 127\\.0\\.0\\.1:(\\d+), lodestar \\S+, started in \\d+ ms");

    @TempDir
    private Path folder;

    @Test
    void helpIsPrintedAndIsNoError() throws Exception {
        try (var process = Launched.server(folder, "-h")) {
            assertThat(process.awaitExit()).isZero();
            assertThat(process.output())
                    .startsWith(USAGE)
                    .contains("-c, --configFile", "-h, --help", "-n, --namesrvAddr", "-p, --printConfigItem");
            assertThat(process.errors()).isEmpty();
        }
    }

    @Test
    void thePrintedConfigurationIsThatOfTheFile() throws Exception {
        var file = config("listenPort=10911\nlistenprot=1\n");

        try (var process = Launched.server(folder, "-p", "-n", "127.0.0.1:9876", "--configFile", file.toString())) {
            assertThat(process.awaitExit()).isZero();
            assertThat(process.output().lines())
                    .contains("listenPort=10911", "configStorePath=" + file, "clientWorkerThreads=4")
                    .allMatch(line -> line.contains("="));
            assertThat(process.errors()).contains("there is no key listenprot; did you mean listenPort?");
        }
    }

    @Test
    void printingTheConfigurationNeedsNoStateAndMakesNone() throws Exception {
        var file = config("stateFolder=/dev/null/state\nkvConfigPath=/dev/null/kv.json\n");

        try (var process = Launched.server(folder, "-p", "-c", file.toString())) {
            assertThat(process.awaitExit()).isZero();
            assertThat(process.output().lines()).contains("stateFolder=/dev/null/state");
            assertThat(process.errors()).isEmpty();
        }
        assertThat(folder).isDirectoryNotContaining("glob:**/namesrv");
    }

    @ParameterizedTest
    @CsvSource({"-z, Unrecognized option: -z", "-c, Missing argument for option: c"})
    void aMistakeInTheOptionsIsNamedAndUsageFollows(String option, String words) throws Exception {
        try (var process = Launched.server(folder, option)) {
            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.errors()).startsWith(words + "\n" + USAGE);
            assertThat(process.output()).isEmpty();
        }
    }

    @Test
    void aFileThatCannotBeReadIsOneLine() throws Exception {
        assertStartFails(
                "absent.properties",
                "mqnamesrv: absent.properties cannot be read: there is no such file or folder; "
                        + "give -c an existing property file\n");
    }

    @Test
    void aBadValueIsOneLine() throws Exception {
        var file = config("listenPort=abc\n");

        assertStartFails(
                file.toString(),
                "mqnamesrv: " + file
                        + ": listenPort=abc must be a whole number from 0 to 65535; correct the value or remove the line\n");
    }

    @Test
    void aBusyPortIsOneLineThatNamesIt() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var file = config("bindAddress=127.0.0.1\nlistenPort=" + other.getLocalPort());

            try (var process = Launched.server(folder, "-c", file.toString())) {
                assertThat(process.awaitExit()).isEqualTo(255);
                assertThat(process.errors().lines())
                        .singleElement()
                        .asString()
                        .startsWith("mqnamesrv: ")
                        .contains(Integer.toString(other.getLocalPort()), "listenPort");
                assertThat(process.output()).doesNotContain("boot success");
            }
        }
    }

    @Test
    void anUnknownHostIsOneLine() throws Exception {
        var file = config("bindAddress=no.such.host.invalid\nlistenPort=0\n");

        assertStartFails(
                file.toString(),
                "mqnamesrv: cannot listen to port 0 on no.such.host.invalid (no such host): set bindAddress or listenPort\n");
    }

    @Test
    void readyIsSaidOnceAndThePortIsOpenThen() throws Exception {
        var file = config("bindAddress=127.0.0.1\nlistenPort=0\nclusterTest=true\nwriteBufferHighWaterMark=10000\n");

        try (var process =
                Launched.server(folder, "-c", file.toString(), "stray").awaitOutput("started in")) {
            var ready = READY.matcher(process.output()).results().toList();
            assertThat(ready).as(process.output()).hasSize(1);
            try (var socket =
                    new Socket("127.0.0.1", Integer.parseInt(ready.get(0).group(1)))) {
                assertThat(socket.isConnected()).isTrue();
            }
            process.awaitOutput("clusterTest is ignored");
        }
    }

    @Test
    void aTerminatedServerEndsWithinFiveSecondsAndWithSuccess() throws Exception {
        var file = config("bindAddress=127.0.0.1\nlistenPort=0\n");

        try (var process = Launched.server(folder, "-c", file.toString()).awaitOutput("started in")) {
            var asked = Instant.now();
            process.terminate();

            assertThat(process.awaitExit()).isZero();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aDamagedKvFileDoesNotStopTheStart() throws Exception {
        var file = config("bindAddress=127.0.0.1\nlistenPort=0\n");
        Files.createDirectories(folder.resolve("namesrv"));
        Files.writeString(folder.resolve("namesrv/kvConfig.json"), "{}");

        try (var process = Launched.server(folder, "-c", file.toString()).awaitOutput("started in")) {
            process.awaitOutput("kvConfig.json is damaged");
        }
    }

    private void assertStartFails(String file, String line) throws Exception {
        try (var process = Launched.server(folder, "-c", file)) {
            assertThat(process.awaitExit()).isEqualTo(255);
            assertThat(process.errors()).isEqualTo(line);
            assertThat(process.output()).isEmpty();
        }
    }

    private Path config(String text) throws IOException {
        return Files.writeString(folder.resolve("namesrv.properties"), text);
    }
}
