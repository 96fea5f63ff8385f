package io.lodestar.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses as text and back. */
final class Addresses {
    private Addresses() {}

    /** Returns {@code host:port} without the slash that the JDK adds, an IPv6 host in brackets. */
    static String text(InetSocketAddress address) {
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return text(host, address.getPort());
    }

    static String text(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /**
     * Returns the address that {@code host:port} names, looking up the host if it is a name.
     *
     * @throws UnknownHostException when the host is not known
     * @throws IllegalArgumentException when the text is no host and port
     */
    static InetSocketAddress resolve(String hostAndPort) throws UnknownHostException {
        int colon = hostAndPort.lastIndexOf(':');
        String host = colon < 0 ? "" : hostAndPort.substring(0, colon);
        if (host.isEmpty()) {
            throw new IllegalArgumentException("'" + hostAndPort + "' is not host:port");
        }
        int port = port(hostAndPort, hostAndPort.substring(colon + 1)); // before the look-up, which may take seconds
        return new InetSocketAddress(InetAddress.getByName(host), port);
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
