package io.lodestar.interop;

/** A producer or consumer could not do what it was asked to. */
final class ClientRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    ClientRefusal(String reason, String log) {
        super(reason + "\n" + log);
        this.reason = reason;
    }

    /** What the client said, without its log. */
    String reason() {
        return reason;
    }
}
