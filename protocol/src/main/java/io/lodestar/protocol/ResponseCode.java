package io.lodestar.protocol;

/** The outcomes that a name server answers with (protocol 1.12). */
public enum ResponseCode {
    SUCCESS(0),
    SYSTEM_ERROR(1),
    SYSTEM_BUSY(2),
    REQUEST_CODE_NOT_SUPPORTED(3),
    NO_PERMISSION(16),
    TOPIC_NOT_EXIST(17),
    QUERY_NOT_FOUND(22),
    GO_AWAY(1500);

    private final int code;

    ResponseCode(int code) {
        this.code = code;
    }

    /** Returns the number on the wire. */
    public int code() {
        return code;
    }
}
