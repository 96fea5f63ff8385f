package io.lodestar.client.remote;

import io.lodestar.transport.Addresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** All addresses of one host name, in an order that stays the same while they do. */
record HostNameSource(String hostAndPort) implements ServerSource {
    private static final Duration PERIOD = Duration.ofSeconds(30);

    @Override
    public List<String> look() throws UnknownHostException {
        var place = Addresses.parse(hostAndPort);
        try {
            return Stream.of(InetAddress.getAllByName(place.getHostString()))
                    .map(address -> Addresses.text(new InetSocketAddress(address, place.getPort())))
                    .sorted()
                    .toList();
        } catch (UnknownHostException unknown) {
            var named = new UnknownHostException("the host name of " + hostAndPort + " is not known");
            named.initCause(unknown);
            throw named;
        }
    }

    @Override
    public Duration period() {
        return PERIOD;
    }
}
