package io.lodestar.interop.differential;

/** What can be wrong or odd with a registration. */
public enum Flaw {
    NONE,
    NO_CHECKSUM,
    WRONG_CHECKSUM,
    NO_BODY,
    BODY_IS_NOT_JSON,
    BODY_IS_NULL,
    BODY_IS_CUT,
    TOPIC_TABLE_IS_NULL,
    NO_CLUSTER,
    NO_ADDRESS,
    NO_ID,
    ID_IS_NO_NUMBER,
    NO_HA_ADDRESS,
    NO_FIELDS,
    HEARTBEAT_IS_NO_NUMBER,
    OWN_CLOCK,
    MISSPELT_TIMESTAMP;

    /** Returns whether the server stamps the registration with its own clock, so that it never counts as unchanged. */
    boolean leavesTheTimeToTheServer() {
        return this == OWN_CLOCK || this == MISSPELT_TIMESTAMP;
    }

    /** Returns whether such a registration is refused, whatever it says. */
    boolean isFatal() {
        return switch (this) {
            case WRONG_CHECKSUM,
                    BODY_IS_NOT_JSON,
                    BODY_IS_NULL,
                    BODY_IS_CUT,
                    TOPIC_TABLE_IS_NULL,
                    NO_CLUSTER,
                    NO_ADDRESS,
                    NO_ID,
                    ID_IS_NO_NUMBER,
                    NO_FIELDS -> true;
            case NONE, NO_CHECKSUM, NO_BODY, NO_HA_ADDRESS, HEARTBEAT_IS_NO_NUMBER, OWN_CLOCK, MISSPELT_TIMESTAMP ->
                false;
        };
    }

    /** Returns whether the original is known to leave half of such a registration behind. */
    boolean leavesAGhost() {
        return this == NO_ADDRESS || this == TOPIC_TABLE_IS_NULL;
    }
}
