package io.lodestar.transport;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Addresses as text and back. */
public final class Addresses {
    private Addresses() {}

    /** Returns {@code host:port} without the slash that the JDK adds, an IPv6 host in brackets. */
    public static String text(InetSocketAddress address) {
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return text(host, address.getPort());
    }

    /** Returns {@code host:port}, an IPv6 host in brackets. */
    public static String text(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /**
     * Returns what {@code host:port} names, not looked up yet.
     *
     * @throws IllegalArgumentException when the text is no host and port
     */
    public static InetSocketAddress parse(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        String host = colon < 0 ? "" : hostAndPort.substring(0, colon);
        if (host.isEmpty()) {
            throw new IllegalArgumentException("'" + hostAndPort + "' is not host:port");
        }
        return InetSocketAddress.createUnresolved(host, port(hostAndPort, hostAndPort.substring(colon + 1)));
    }

    /** Returns the address of a place whose host is an IP address, in brackets or not, rather than a name. */
    static Optional<InetSocketAddress> literal(InetSocketAddress place) {
        return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(place.getHostString()))
                .map(host -> new InetSocketAddress(host, place.getPort()));
    }

    /**
     * Returns the address of a place after looking up its host, which may take seconds.
     *
     * @throws UnknownHostException when the host is not known
     */
    static InetSocketAddress lookUp(InetSocketAddress place) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(place.getHostString()), place.getPort());
    }

    private static int port(String hostAndPort, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("'" + hostAndPort + "' is not host:port", notANumber);
        }
        throw new IllegalArgumentException("port " + digits + " of '" + hostAndPort + "' is not within 1 and 65535");
    }
}
