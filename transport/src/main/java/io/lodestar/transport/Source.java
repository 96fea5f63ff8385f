package io.lodestar.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where connections come from, as far as it can be told who that is: an IPv4 address, or the /64 network of an IPv6 address, since whoever has
 * one of its addresses has all of them. Scope ids do not count.
 */
public record Source(boolean isIpv6, long bits) {
    private static final int NETWORK_BYTES = 8;
    private static final int IPV6_BYTES = 16;

    /** Returns where this address is. An IPv4 address that is written as an IPv6 one is an IPv4 address: the JDK makes it one. */
    public static Source of(InetAddress address) {
        var bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address
                ? new Source(true, bytes.getLong())
                : new Source(false, Integer.toUnsignedLong(bytes.getInt()));
    }

    @Override
    public String toString() {
        var network = ByteBuffer.allocate(NETWORK_BYTES).putLong(bits).array();
        try {
            return isIpv6
                    ? InetAddress.getByAddress(Arrays.copyOf(network, IPV6_BYTES))
                                    .getHostAddress() + "/64"
                    : InetAddress.getByAddress(Arrays.copyOfRange(network, Integer.BYTES, NETWORK_BYTES))
                            .getHostAddress();
        } catch (UnknownHostException never) {
            throw new IllegalStateException(never);
        }
    }
}
