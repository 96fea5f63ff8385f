package io.lodestar.server.handler;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.Release;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.transport.Addresses;
import io.lodestar.transport.Connection;
import io.netty.buffer.ByteBuf;

/**
 * What a peer asks.
 *
 * @param encoding how its header was written
 * @param body valid until the request is answered
 * @param connection the connection it came on
 */
record Request(Header header, HeaderEncoding encoding, ByteBuf body, Connection connection) {
    ExtFields fields() {
        return header.fields();
    }

    /** Returns where the sender is, for people to read. */
    String sender() {
        return Addresses.text(connection.remoteAddress());
    }

    /** Returns the sender's release; a negative one, which no release sends, counts as the oldest. */
    int version() {
        return Math.max(0, header.version());
    }

    /** Returns the JSON that this sender reads: 4.9.4 brought the standard one (protocol 1.9). */
    JsonDialect dialect() {
        return version() >= Release.V4_9_4 ? JsonDialect.STANDARD : JsonDialect.LEGACY;
    }
}
