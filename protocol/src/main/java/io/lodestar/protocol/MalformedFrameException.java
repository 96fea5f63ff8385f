package io.lodestar.protocol;

/** The peer sent bytes that are no frame; the connection cannot be used any further (protocol 1.7). */
public final class MalformedFrameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedFrameException(String message) {
        super(message);
    }

    public MalformedFrameException(String message, Throwable cause) {
        super(message, cause);
    }
}
