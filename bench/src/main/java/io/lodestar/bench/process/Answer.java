package io.lodestar.bench.process;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The frame of an answer, with its length field. Do not change its bytes. */
public final class Answer {
    private static final int HEADER_AT = 8;
    private static final int HEADER_LENGTH = 0xffffff;

    private final byte[] frame;
    private final int headerLength;

    /** The answer with these bytes. */
    public Answer(byte[] frame) {
        this.frame = frame;
        this.headerLength = ByteBuffer.wrap(frame).getInt(Integer.BYTES) & HEADER_LENGTH;
    }

    /** All its bytes. */
    public byte[] frame() {
        return frame.clone();
    }

    /** Whether its code is 0. */
    public boolean isSuccess() {
        boolean binary = frame[Integer.BYTES] == 1;
        return binary ? ByteBuffer.wrap(frame).getShort(HEADER_AT) == 0 : header().startsWith("{\"code\":0,");
    }

    /** Its header, as text. */
    public String header() {
        return new String(frame, HEADER_AT, headerLength, StandardCharsets.UTF_8);
    }

    /** Its body, as text. */
    public String body() {
        return new String(frame, HEADER_AT + headerLength, bodyLength(), StandardCharsets.UTF_8);
    }

    /** How many bytes its body has. */
    public int bodyLength() {
        return frame.length - HEADER_AT - headerLength;
    }
}
