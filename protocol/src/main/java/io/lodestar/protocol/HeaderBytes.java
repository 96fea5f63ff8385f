package io.lodestar.protocol;

import io.netty.buffer.ByteBuf;

/** The bytes of a header where they can be read fast: in an array, which is the thread's own while the header is being read. */
final class HeaderBytes {
    /** Longer headers are rare, and get an array for themselves. */
    static final int USUAL_LENGTH = 2_048;

    private static final ThreadLocal<byte[]> OF_THREAD = ThreadLocal.withInitial(() -> new byte[USUAL_LENGTH + 1]);

    private HeaderBytes() {}

    /** Returns an array that starts with the next {@code length} bytes of {@code in}, which it must hold, and then a 0. */
    static byte[] next(ByteBuf in, int length) {
        byte[] bytes = length <= USUAL_LENGTH ? OF_THREAD.get() : new byte[length + 1];
        in.getBytes(in.readerIndex(), bytes, 0, length);
        bytes[length] = 0;
        return bytes;
    }
}
