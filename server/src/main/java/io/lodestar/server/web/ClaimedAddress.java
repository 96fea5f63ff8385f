package io.lodestar.server.web;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** The address that a broker says it has, looked at and never dialled or looked up. */
record ClaimedAddress(String text) {
    /** Returns why clients may not reach it; empty when there is nothing to say against it. */
    Optional<String> suspicion() {
        if (!isHostAndPort()) {
            return Optional.of("not an address");
        }
        return literal().flatMap(ClaimedAddress::suspicion);
    }

    private static Optional<String> suspicion(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return Optional.of("any");
        }
        if (address.isLoopbackAddress()) {
            return Optional.of("loopback");
        }
        return address.isLinkLocalAddress() ? Optional.of("link-local") : Optional.empty();
    }

    /** Returns whether its host is another one than this; empty when that cannot be told of a name. */
    Optional<Boolean> differsFrom(InetAddress host) {
        return literal().map(address -> !address.equals(host));
    }

    private boolean isHostAndPort() {
        var port = text.substring(text.lastIndexOf(':') + 1);
        boolean digits =
                !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return text.lastIndexOf(':') > 0 && digits && Integer.parseInt(port) <= 65_535;
    }

    /** Returns the host, unless it is a name. */
    private Optional<InetAddress> literal() {
        var host = text.substring(0, Math.max(0, text.lastIndexOf(':')));
        var bytes = NetUtil.createByteArrayFromIpAddressString(host);
        try {
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(bytes.length + " bytes are no address", impossible);
        }
    }
}
