package io.lodestar.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * One message: how its header was or will be written, the header, and the body (protocol 1.1).
 *
 * <p>The frame owns one reference of its body; whoever takes the frame releases it once.
 *
 * @param body the body's bytes; empty when there is none, since the wire does not tell the two apart
 */
public record Frame(HeaderEncoding encoding, Header header, ByteBuf body) {
    /** Returns a frame without a body. */
    public static Frame of(HeaderEncoding encoding, Header header) {
        return new Frame(encoding, header, Unpooled.EMPTY_BUFFER);
    }

    /** Gives up the frame's reference of its body. */
    public void release() {
        body.release();
    }
}
