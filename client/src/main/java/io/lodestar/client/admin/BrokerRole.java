package io.lodestar.client.admin;

/** What a broker is to its group, as routes show it. */
public enum BrokerRole {
    /** Takes messages. */
    MASTER,
    /** Holds a copy. */
    SLAVE,
    /** A slave that stands in for a lost master. */
    ACTING_MASTER,
    /** Takes part in an election. */
    CANDIDATE,
    /** Something that this release does not know. */
    OTHER;

    static BrokerRole of(String name) {
        for (var role : values()) {
            if (role.name().equals(name)) {
                return role;
            }
        }
        return OTHER;
    }
}
