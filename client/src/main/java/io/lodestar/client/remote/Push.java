package io.lodestar.client.remote;

import io.lodestar.protocol.ExtFields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** What a name server sent of its own accord. Immutable, and nothing of it needs a release. */
public final class Push {
    private final String server;
    private final int code;
    private final ExtFields fields;
    private final byte[] body;

    Push(String server, int code, ExtFields fields, byte[] body) {
        this.server = server;
        this.code = code;
        this.fields = fields;
        this.body = body;
    }

    /** Returns who sent it, {@code host:port}. */
    public String server() {
        return server;
    }

    /** Returns what it is, as a request's code. */
    public int code() {
        return code;
    }

    /** Returns the fields of the header. */
    public ExtFields fields() {
        return fields;
    }

    /** Returns the body, as a buffer of the caller's own over the same bytes, which needs no release; empty when there is none. */
    public ByteBuf body() {
        return Unpooled.wrappedBuffer(body);
    }
}
