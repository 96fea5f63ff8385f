package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.io.IOException;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What the system is told about peers that vanish. {@link VanishedPeerTest} shows that it does it. */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = {"amd64", "aarch64"})
@ParameterizedClass(name = "native: {0}")
@ValueSource(booleans = {true, false})
class KeepAliveTest {
    @Parameter
    boolean nativeAllowed;

    private EventLoops loops;

    @BeforeEach
    void start() {
        loops = EventLoops.start(1, nativeAllowed);
    }

    @AfterEach
    void stop() {
        loops.close();
    }

    @Test
    void bothEndsOfAConnectionAreKeptAlive() throws IOException {
        var handler = RecordingHandler.silent();
        try (Listener listener = Listener.bind(loops, ListenerSettings.on("127.0.0.1", 0), handler);
                var dialer = new Dialer(loops, DialerSettings.DEFAULTS)) {
            var client =
                    dialer.connect(listener.address(), Duration.ofSeconds(20)).join();
            await().until(() -> handler.opened.size() == 1);

            assertKeptAlive(((ChannelConnection) handler.opened.get(0)).channel());
            assertKeptAlive(client.pipelineEnd().channel());
        }
    }

    private void assertKeptAlive(Channel channel) {
        assertThat(channel.config().getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
        assertThat(option(channel, EpollChannelOption.TCP_KEEPIDLE, ExtendedSocketOptions.TCP_KEEPIDLE))
                .isEqualTo(30);
        assertThat(option(channel, EpollChannelOption.TCP_KEEPINTVL, ExtendedSocketOptions.TCP_KEEPINTERVAL))
                .isEqualTo(5);
        assertThat(option(channel, EpollChannelOption.TCP_KEEPCNT, ExtendedSocketOptions.TCP_KEEPCOUNT))
                .isEqualTo(3);
        if (nativeAllowed) {
            assertThat(channel.config().getOption(EpollChannelOption.TCP_USER_TIMEOUT))
                    .isEqualTo(45_000);
        }
    }

    private int option(Channel channel, ChannelOption<Integer> ofEpoll, java.net.SocketOption<Integer> ofJdk) {
        return channel.config().getOption(nativeAllowed ? ofEpoll : NioChannelOption.of(ofJdk));
    }
}
