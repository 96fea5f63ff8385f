package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the process writes, and how that is changed while it runs. */
class LogsIT {
    private static final Pattern PORT = Pattern.compile("address 127\\.0\\.0\\.1:(\\d+)");

    @TempDir
    private Path folder;

    @Test
    void linesAreJsonAndTheirLevelChangesWhileTheServerRuns() throws Exception {
        var file = Files.writeString(
                folder.resolve("namesrv.properties"),
                "bindAddress=127.0.0.1\nlistenPort=0\nhttpPort=-1\nclusterTest=true\nlogFormat=json\nlogLevel=WARN\n");

        try (var process = Launched.server(folder, "-c", file.toString()).awaitOutput("started in");
                var peer = new Peer(address(process));
                var broker = new FakeBroker(new Peer(address(process)), "C", "quiet", 0);
                var other = new FakeBroker(new Peer(address(process)), "C", "loud", 0)) {
            process.awaitOutput("clusterTest is ignored");
            broker.register("T", "U");

            var change = Unpooled.copiedBuffer("logLevel=INFO\n", StandardCharsets.UTF_8);
            var answer = peer.ask(RequestCode.UPDATE_CONFIG, ExtFields.EMPTY, change);
            other.register("T", "U");

            assertThat(answer.header().code()).isEqualTo(ResponseCode.SUCCESS.code());
            process.awaitOutput("brokerName=loud");
            assertThat(process.output()).doesNotContain("brokerName=quiet");
            assertThat(process.output().lines().filter(line -> !line.startsWith("The Name Server boot success")))
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("{\"time\":\"") && line.endsWith("\"}"));
        }
    }

    private static InetSocketAddress address(Launched process) throws Exception {
        var port = PORT.matcher(process.output()).results().findFirst().orElseThrow();
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)));
    }
}
