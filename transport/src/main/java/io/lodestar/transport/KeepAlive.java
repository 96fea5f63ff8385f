package io.lodestar.transport;

import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;

/**
 * How the system finds out that a peer vanished without a word (its machine lost power, or the network in between lost the connection).
 *
 * <p>After 30 s without a byte from the peer the system asks for a sign of life every 5 s, and gives the connection up when there was none for
 * 45 s. On Linux, what was sent to it is given up likewise when the peer has not taken it for 45 s, whether it vanished or just does not read;
 * elsewhere the system retries for as long as it likes, and the idle limit ends it. Where the platform lacks an option, its own default holds:
 * for most two hours.
 */
final class KeepAlive {
    static final int AFTER_SECONDS = 30;
    static final int EVERY_SECONDS = 5;
    static final int PROBES = 3;
    static final int USER_TIMEOUT_MILLIS = 45_000; // once it is set, Linux counts this in place of the probes

    private KeepAlive() {}

    /** Returns the options that say so, beside {@link ChannelOption#SO_KEEPALIVE}. */
    static Map<ChannelOption<Integer>, Integer> options(boolean epoll) {
        return epoll ? ofEpoll() : ofJdk();
    }

    private static Map<ChannelOption<Integer>, Integer> ofEpoll() {
        return Map.of(
                EpollChannelOption.TCP_KEEPIDLE, AFTER_SECONDS,
                EpollChannelOption.TCP_KEEPINTVL, EVERY_SECONDS,
                EpollChannelOption.TCP_KEEPCNT, PROBES,
                EpollChannelOption.TCP_USER_TIMEOUT, USER_TIMEOUT_MILLIS);
    }

    private static Map<ChannelOption<Integer>, Integer> ofJdk() {
        var wanted = Map.of(
                ExtendedSocketOptions.TCP_KEEPIDLE, AFTER_SECONDS,
                ExtendedSocketOptions.TCP_KEEPINTERVAL, EVERY_SECONDS,
                ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        var options = new HashMap<ChannelOption<Integer>, Integer>();
        try (var any = SocketChannel.open()) {
            for (Map.Entry<SocketOption<Integer>, Integer> each : wanted.entrySet()) {
                if (any.supportedOptions().contains(each.getKey())) {
                    options.put(NioChannelOption.of(each.getKey()), each.getValue());
                }
            }
        } catch (IOException noSockets) {
            throw new UncheckedIOException("cannot open a socket", noSockets);
        }
        return Map.copyOf(options);
    }
}
