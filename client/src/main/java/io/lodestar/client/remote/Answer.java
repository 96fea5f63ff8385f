package io.lodestar.client.remote;

import io.lodestar.client.NameServerException;
import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.ResponseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.function.Function;

/** What a name server answered, whatever the outcome. Immutable, and nothing of it needs a release. */
public final class Answer {
    private final String server;
    private final Request request;
    private final int code;
    private final int release;
    private final String remark;
    private final ExtFields fields;
    private final byte[] body;

    private Answer(String server, Request request, Frame frame) {
        this.server = server;
        this.request = request;
        this.code = frame.header().code();
        this.release = frame.header().version();
        this.remark = frame.header().remark();
        this.fields = frame.header().fields();
        this.body = ByteBufUtil.getBytes(frame.body());
    }

    /** Takes an answer from a frame, which is still the caller's to release. */
    public static Answer of(String server, Request request, Frame frame) {
        return new Answer(server, request, frame);
    }

    /** Returns who answered, {@code host:port}. */
    public String server() {
        return server;
    }

    /** Returns the outcome's code; 0 is success. */
    public int code() {
        return code;
    }

    /** Returns the release of who answered, by the ordinal that RocketMQ's programs give in a header; 0 when it says none. */
    public int release() {
        return release;
    }

    /** Returns whether this is the outcome. */
    public boolean is(ResponseCode outcome) {
        return code == outcome.code();
    }

    /** Returns the text about the outcome; empty when there is none. */
    public String remark() {
        return remark;
    }

    /** Returns the fields of the header. */
    public ExtFields fields() {
        return fields;
    }

    /** Returns the body, as a buffer of the caller's own over the same bytes, which needs no release; empty when there is none. */
    public ByteBuf body() {
        return Unpooled.wrappedBuffer(body);
    }

    /**
     * Returns this answer if it is a success.
     *
     * @throws NameServerException.Refused when it is not
     * @throws NameServerException.Unsupported when the name server does not know the request
     */
    public Answer successful() {
        if (is(ResponseCode.SUCCESS)) {
            return this;
        }
        throw refusal();
    }

    /** Returns what says that this answer is no success, which it must not be. */
    public NameServerException refusal() {
        return is(ResponseCode.REQUEST_CODE_NOT_SUPPORTED)
                ? new NameServerException.Unsupported(server, request.name())
                : new NameServerException.Refused(server, request.name(), code, remark);
    }

    /**
     * Reads the body of a success.
     *
     * @throws NameServerException.Refused when it is none
     * @throws NameServerException.Unsupported when the name server does not know the request
     * @throws NameServerException.Unreadable when the reader finds the bytes malformed
     */
    public <T> T read(Function<ByteBuf, T> reader) {
        successful();
        try {
            return reader.apply(body());
        } catch (MalformedBodyException | LimitExceededException unreadable) {
            throw unreadable(unreadable);
        }
    }

    /** Returns what says that the body makes no sense. */
    public NameServerException unreadable(RuntimeException reason) {
        return new NameServerException.Unreadable(server, request.name(), String.valueOf(reason.getMessage()), reason);
    }

    @Override
    public String toString() {
        return server + " answers " + request.name() + " with code " + code + " and " + body.length + " bytes";
    }
}
