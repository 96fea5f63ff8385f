package io.lodestar.server.peers;

import io.lodestar.protocol.body.ServerStateBody;
import io.lodestar.transport.Addresses;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * This name server among the others. In a list that all of them have, it knows itself by its address where that stands there as a number; where it
 * does not, by what it answers itself.
 *
 * @param listening where it listens
 * @param state tells how it is
 */
public record Self(InetSocketAddress listening, Supplier<ServerStateBody> state) {
    boolean isAt(String address) {
        return Addresses.text(listening).equals(address);
    }
}
