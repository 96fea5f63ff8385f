package io.lodestar.transport;

/** A peer sends what it may not. Has no stack trace: it says something about the peer and nothing about this program. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ConnectionRefusal reason;

    RefusedException(ConnectionRefusal reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    ConnectionRefusal reason() {
        return reason;
    }
}
