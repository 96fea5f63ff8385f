package io.lodestar.client.remote;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;

/** What a name server is asked. Immutable: one request may be sent to many, and again. */
public final class Request {
    private static final byte[] NOTHING = {};

    private final RequestCode code;
    private final ExtFields fields;
    private final byte[] body;
    private final boolean optional;

    private Request(RequestCode code, ExtFields fields, byte[] body, boolean optional) {
        this.code = code;
        this.fields = fields;
        this.body = body;
        this.optional = optional;
    }

    /** Returns a request without a body. */
    public static Request of(RequestCode code, ExtFields fields) {
        return new Request(code, fields, NOTHING, false);
    }

    /**
     * Returns a request with a body.
     *
     * @param writer appends the body to the buffer that it is given, and does not keep it
     */
    public static Request of(RequestCode code, ExtFields fields, Consumer<ByteBuf> writer) {
        var heap = Unpooled.buffer();
        writer.accept(heap);
        return new Request(code, fields, ByteBufUtil.getBytes(heap), false);
    }

    /**
     * Returns this request as one that a name server may not know. Some old ones say nothing then: a connection that brings no answer to it is not
     * taken for dead.
     */
    public Request perhapsUnknown() {
        return new Request(code, fields, body, true);
    }

    /** Returns what is asked. */
    public RequestCode code() {
        return code;
    }

    /** Returns the fields of the header, unsigned. */
    public ExtFields fields() {
        return fields;
    }

    /** Returns the body, as a buffer of the caller's own over the same bytes, which needs no release. */
    public ByteBuf body() {
        return Unpooled.wrappedBuffer(body);
    }

    boolean isOptional() {
        return optional;
    }

    /** Returns the name and the code, as messages have them. */
    public String name() {
        return code + " (" + code.code() + ")";
    }

    @Override
    public String toString() {
        return name() + " " + fields;
    }
}
