package io.lodestar.server.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a request came from, as far as its connection tells.
 *
 * @param address where the connection really comes from
 * @param ownAddress by which of its addresses the server was reached
 * @param encrypted whether the connection is
 * @param certificate whom the peer has proved to be, as RFC 2253 writes the subject of a certificate
 */
public record Caller(
        InetSocketAddress address, InetSocketAddress ownAddress, boolean encrypted, Optional<String> certificate) {
    /** Returns the host that the connection comes from. */
    public InetAddress host() {
        return address.getAddress();
    }
}
