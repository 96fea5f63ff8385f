package io.lodestar.protocol;

import io.netty.buffer.ByteBuf;

/** What a thread needs while it reads a header, and uses again for the next: the header's bytes in an array, and the fields found so far. */
final class HeaderScratch {
    /** What is longer is rare, and nothing of it is kept. */
    static final int USUAL_LENGTH = 2_048;

    private static final ThreadLocal<HeaderScratch> OF_THREAD = ThreadLocal.withInitial(HeaderScratch::new);

    private final byte[] usual = new byte[USUAL_LENGTH + 1];
    private final ExtFields.Builder fields = ExtFields.builder();

    private HeaderScratch() {}

    /** Returns whether a header, or its fields, are short enough for a thread to keep what it read them with. */
    static boolean isUsual(int length) {
        return length <= USUAL_LENGTH;
    }

    /** Returns an array that starts with the next {@code length} bytes of {@code in}, which it must hold, and then a 0. */
    static byte[] next(ByteBuf in, int length) {
        byte[] bytes = isUsual(length) ? OF_THREAD.get().usual : new byte[length + 1];
        in.getBytes(in.readerIndex(), bytes, 0, length);
        bytes[length] = 0;
        return bytes;
    }

    /** Returns a builder without fields, for those in {@code length} bytes. */
    static ExtFields.Builder fields(int length) {
        if (!isUsual(length)) {
            return ExtFields.builder();
        }
        var builder = OF_THREAD.get().fields;
        builder.clear();
        return builder;
    }
}
