package io.lodestar.protocol;

import java.util.Optional;

/**
 * A peer sends more than it may: well formed or not, it is refused, told so if it can be, and loses its connection. Has no stack trace: it says
 * something about the peer and nothing about this program.
 */
public final class LimitExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Not kept when serialized, which nobody does. */
    private final transient Optional<Frame> request;

    private final ResponseCode code;

    /**
     * Says which limit was exceeded, and what can be done.
     *
     * @param what was too long, too many or too deep, and how much
     * @param key the configuration's name of the limit
     */
    public LimitExceededException(String what, String key, long limit) {
        this(
                what + " exceeds " + key + " " + limit + "; send less, or raise " + key + " at the name server",
                Optional.empty(),
                ResponseCode.SYSTEM_ERROR);
    }

    private LimitExceededException(String message, Optional<Frame> request, ResponseCode code) {
        super(message, null, false, false);
        this.request = request;
        this.code = code;
    }

    /** Returns what says that this peer may not exceed a limit that others may. */
    public static LimitExceededException notPermitted(String remark) {
        return new LimitExceededException(remark, Optional.empty(), ResponseCode.NO_PERMISSION);
    }

    /** Returns the same, said about a request of which not more is known than its answer needs. */
    public LimitExceededException in(Optional<Frame> skimmed) {
        return new LimitExceededException(String.valueOf(getMessage()), skimmed, code);
    }

    /** Returns what the refusal is answered with. */
    public ResponseCode code() {
        return code;
    }

    /** Returns the refused request, without fields and body, if it is known well enough to be answered. */
    public Optional<Frame> request() {
        return request;
    }
}
