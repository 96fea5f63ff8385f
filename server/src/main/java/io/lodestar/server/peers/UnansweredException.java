package io.lodestar.server.peers;

/** Another name server did not answer, or not with what was asked for. */
final class UnansweredException extends Exception {
    private static final long serialVersionUID = 1;

    private final Agreement agreement;

    /**
     * Creates the exception.
     *
     * @param agreement what that makes of it
     * @param message why, in words
     */
    UnansweredException(Agreement agreement, String message) {
        super(message);
        this.agreement = agreement;
    }

    Agreement agreement() {
        return agreement;
    }

    String remark() {
        return String.valueOf(getMessage());
    }
}
