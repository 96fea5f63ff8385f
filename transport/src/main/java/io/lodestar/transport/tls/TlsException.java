package io.lodestar.transport.tls;

/** Connections cannot be encrypted with what was configured; the message names the file and the remedy. */
public final class TlsException extends Exception {
    private static final long serialVersionUID = 1L;

    TlsException(String message) {
        super(message);
    }

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
