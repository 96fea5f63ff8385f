package io.lodestar.protocol;

/** The body of an otherwise good request cannot be read; the request is refused, the connection stays (protocol 1.7). */
public final class MalformedBodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedBodyException(String message) {
        super(message);
    }

    public MalformedBodyException(String message, Throwable cause) {
        super(message, cause);
    }
}
