package io.lodestar.protocol;

/** How the header of a frame is written: the type byte of the frame word (protocol 1.1). */
public enum HeaderEncoding {
    /** A JSON object (protocol 1.3). */
    JSON(0),
    /** The compact binary form that RocketMQ calls ROCKETMQ (protocol 1.4). */
    BINARY(1);

    private final int wireType;

    HeaderEncoding(int wireType) {
        this.wireType = wireType;
    }

    /** Returns the value of the frame's type byte. */
    public int wireType() {
        return wireType;
    }

    /**
     * Returns the encoding for a frame's type byte.
     *
     * @throws MalformedFrameException when the byte names no encoding
     */
    public static HeaderEncoding of(int wireType) {
        return switch (wireType) {
            case 0 -> JSON;
            case 1 -> BINARY;
            default -> throw new MalformedFrameException("unknown header type " + wireType);
        };
    }
}
