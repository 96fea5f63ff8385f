package io.lodestar.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A request, written once, whose opaque number and topic number are put in as it is sent. Immutable. */
public final class RequestText {
    /** What stands for the opaque number while a request is written; as long as all that replace it. */
    public static final int OPAQUE = 123_456_789;

    /** The smallest opaque number that has as many digits. */
    static final int FIRST_OPAQUE = 100_000_000;

    private static final int OPAQUE_DIGITS = 9;
    private static final int TYPE_AT = 4;
    private static final int BINARY_OPAQUE_AT = 13;
    private static final int TEN = 10;

    private final byte[] frame;
    private final boolean binary;
    private final int opaqueAt;
    private final int numberAt;
    private final int numberDigits;

    private RequestText(byte[] frame, int numberAt, int numberDigits) {
        this.frame = frame;
        this.binary = frame[TYPE_AT] == 1;
        this.opaqueAt = binary ? BINARY_OPAQUE_AT : find(frame, "\"opaque\":" + OPAQUE) + "\"opaque\":".length();
        this.numberAt = numberAt;
        this.numberDigits = numberDigits;
    }

    /** A request that is always the same but for its opaque number. */
    public static RequestText of(byte[] frame) {
        return new RequestText(frame.clone(), 0, 0);
    }

    /** A request whose last digits of a text, the topic's name, vary. */
    public static RequestText of(byte[] frame, String text, int digits) {
        return new RequestText(frame.clone(), find(frame, text) + text.length() - digits, digits);
    }

    /** Appends the request. */
    public void appendTo(Outbox out, int opaque, int number) {
        var buffer = out.append(frame);
        int start = buffer.position() - frame.length;
        if (binary) {
            buffer.putInt(start + opaqueAt, opaque);
        } else {
            putDigits(buffer, start + opaqueAt, OPAQUE_DIGITS, opaque);
        }
        putDigits(buffer, start + numberAt, numberDigits, number);
    }

    private static void putDigits(ByteBuffer buffer, int at, int digits, int number) {
        int rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            buffer.put(i, (byte) ('0' + rest % TEN));
            rest /= TEN;
        }
    }

    private static int find(byte[] frame, String text) {
        int at = new String(frame, StandardCharsets.ISO_8859_1).indexOf(text);
        if (at < 0) {
            throw new IllegalArgumentException("the request does not hold " + text);
        }
        return at;
    }
}
