package io.lodestar.server.config;

import static io.lodestar.server.config.ValueType.millis;

/** The rows that say which name servers there are beside this one. */
public final class PeerKeys {
    private static final int HOUR_MILLIS = 3_600_000;
    private static final KeyTable.Part MEMBERS = KeyTable.part(Section.MEMBERS);

    public static final Key<MemberList> MEMBERS_OF_ALL = MEMBERS.refused(
            "nameServerMembers",
            ValueType.members(),
            "All name servers that serve the same brokers and clients, this one among them: the same list on each of them. It is what"
                    + " `/rocketmq/nsaddr` answers, and each server compares what it knows with the others (docs/peers.md).");
    public static final Key<UnitLists> UNITS = MEMBERS.refused(
            "nameServerUnits",
            ValueType.units(),
            "The name servers of units that have their own, for `/rocketmq/nsaddr-UNIT`. They are asked whether they are ready; they are compared"
                    + " only if nameServerMembers has them, too.");
    public static final Key<Long> COMPARE_INTERVAL_MILLIS = MEMBERS.refused(
            "compareIntervalMillis",
            millis(30_000, 100, HOUR_MILLIS),
            "How often this server asks the others how they are and what they know, a tenth sooner or later by chance. What differs counts"
                    + " when it is seen twice.");

    private PeerKeys() {}

    /** Sees to it that the rows are in the table. */
    static void declare() {
        // their class is loaded by this call
    }
}
