package io.lodestar.client;

import io.lodestar.transport.Addresses;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where the addresses of the name servers come from. Immutable. */
public sealed interface NameServers {
    /**
     * Returns the name servers of a list such as {@code a:9876;b:9876}, as {@code NAMESRV_ADDR} has it; a comma or a blank separates as well.
     *
     * <p>A host name is looked up whenever a connection to it is opened, and stands for one name server: the first address that is found. Where one name stands
     * for several, use {@link #dns}.
     *
     * @throws IllegalArgumentException when an entry is no {@code host:port}, or there is none
     */
    static NameServers of(String addresses) {
        return new Fixed(Stream.of(addresses.split("[;,\\s]+"))
                .filter(address -> !address.isEmpty())
                .toList());
    }

    /**
     * Returns all the name servers that one host name stands for. The name is looked up again every 30 seconds; what was found last stays in use while it
     * cannot be.
     *
     * @param hostAndPort such as {@code nameservers.example:9876}
     * @throws IllegalArgumentException when the text is no {@code host:port}
     */
    static NameServers dns(String hostAndPort) {
        return new HostName(hostAndPort);
    }

    /**
     * Returns the name servers that an address service lists, such as {@code http://nameservers.example:8080/rocketmq/nsaddr}: the answer to a GET is a list
     * such as {@code a:9876;b:9876} in its first line. It is read again every 120 seconds; what was read last stays in use while it cannot be.
     *
     * @throws IllegalArgumentException when it is not an {@code http} or {@code https} address
     */
    static NameServers http(URI service) {
        return new AddressService(service);
    }

    /**
     * Name servers that are known beforehand.
     *
     * @param addresses of each, {@code host:port}
     */
    record Fixed(List<String> addresses) implements NameServers {
        /**
         * Checks the addresses, and leaves out what is there twice.
         *
         * @throws IllegalArgumentException when an entry is no {@code host:port}, or there is none
         */
        public Fixed {
            addresses = List.copyOf(new LinkedHashSet<>(addresses));
            if (addresses.isEmpty()) {
                throw new IllegalArgumentException(
                        "there is no name server in the list: give one, such as 127.0.0.1:9876");
            }
            addresses.forEach(NameServers::check);
        }

        @Override
        public String toString() {
            return String.join(";", addresses);
        }
    }

    /**
     * A host name that stands for all of them.
     *
     * @param hostAndPort the name, and the port of each
     */
    record HostName(String hostAndPort) implements NameServers {
        /**
         * Checks that there are both.
         *
         * @throws IllegalArgumentException when the text is no {@code host:port}
         */
        public HostName {
            check(hostAndPort);
        }

        @Override
        public String toString() {
            return "dns " + hostAndPort;
        }
    }

    /**
     * A page that lists them.
     *
     * @param uri where the page is
     */
    record AddressService(URI uri) implements NameServers {
        /**
         * Checks that it can be asked.
         *
         * @throws IllegalArgumentException when it is not an {@code http} or {@code https} address
         */
        public AddressService {
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!List.of("http", "https").contains(scheme) || uri.getHost() == null) {
                throw new IllegalArgumentException(
                        "'" + uri
                                + "' is no address of a page: give one such as http://nameservers.example:8080/rocketmq/nsaddr");
            }
        }

        @Override
        public String toString() {
            return uri.toString();
        }
    }

    private static void check(String hostAndPort) {
        if (hostAndPort.contains("/")) {
            throw new IllegalArgumentException("'" + hostAndPort
                    + "' is not host:port; the page of an address service is given as NameServers.http(…)");
        }
        var unused = Addresses.parse(hostAndPort);
    }
}
