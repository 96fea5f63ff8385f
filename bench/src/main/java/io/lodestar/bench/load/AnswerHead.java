package io.lodestar.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads the one or two things of an answer's header that matter to the generator, as cheaply as it can. */
final class AnswerHead {
    private static final int TYPE_AT = 4;
    private static final int HEADER_AT = 8;
    private static final int CODE_AT = HEADER_AT + 8;
    private static final int BINARY_OPAQUE_AT = HEADER_AT + 5;
    private static final int LONG_BYTES = 8;
    private static final int OPAQUE_DIGITS = 9;
    private static final int TEN = 10;
    private static final long CODE = eight("{\"code\":");
    private static final long OPAQUE = eight("\"opaque\"");

    /** Where the last answer had its opaque number; most have it there. */
    private int lastAt = HEADER_AT;

    /**
     * The opaque number of the answer that starts at {@code start}.
     *
     * @throws IllegalStateException when the answer reports anything but success
     */
    int check(ByteBuffer in, int start, int headerLength) {
        if (in.get(start + TYPE_AT) == 1) {
            require(in.getShort(start + HEADER_AT) == 0, in, start, headerLength);
            return in.getInt(start + BINARY_OPAQUE_AT);
        }
        boolean success = in.getLong(start + HEADER_AT) == CODE
                && in.get(start + CODE_AT) == '0'
                && in.get(start + CODE_AT + 1) == ',';
        require(success, in, start, headerLength);
        return digits(in, find(in, start, headerLength) + LONG_BYTES + 1);
    }

    private int find(ByteBuffer in, int start, int headerLength) {
        int last = HEADER_AT + headerLength - LONG_BYTES - 1 - OPAQUE_DIGITS;
        if (lastAt <= last && in.getLong(start + lastAt) == OPAQUE) {
            return start + lastAt;
        }
        for (int at = HEADER_AT; at <= last; at++) {
            if (in.getLong(start + at) == OPAQUE) {
                lastAt = at;
                return start + at;
            }
        }
        throw new IllegalStateException("an answer without its opaque number: " + text(in, start, headerLength));
    }

    private static int digits(ByteBuffer in, int at) {
        int number = 0;
        for (int i = at; i < at + OPAQUE_DIGITS; i++) {
            number = number * TEN + in.get(i) - '0';
        }
        return number;
    }

    private static void require(boolean success, ByteBuffer in, int start, int headerLength) {
        if (!success) {
            throw new IllegalStateException("a request was refused: " + text(in, start, headerLength));
        }
    }

    private static String text(ByteBuffer in, int start, int headerLength) {
        var header = new byte[headerLength];
        in.get(start + HEADER_AT, header);
        return new String(header, StandardCharsets.UTF_8);
    }

    private static long eight(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)).getLong();
    }
}
