package io.lodestar.interop.differential;

import java.util.List;

/**
 * The table of all ways in which our server means to differ from Apache's. Numbers refer to section 11 of the protocol.
 *
 * <p>Differences that honest peers never meet are kept out of the random sequences; {@code OddPeersIT} shows those.
 *
 * <p>A row either has a rule, which makes one exchange agree if it differs in just this way, or is applied after the fact:
 * Apache's server is brought to the state that ours is in, and both must agree from there on ({@link Reconciliation}).
 */
enum IntendedDifference {
    A_FAR_BROKER_IS_BETTER_THAN_NONE("1.42", "a zone without brokers would stop its clients", Rules::emptyZone),
    ANSWERS_IN_THE_ENCODING_OF_THE_REQUEST("#16", "every peer reads what it writes", Rules::encoding),
    STANDARD_JSON_FOR_ZONED_ROUTES("#18", "strict clients read standard JSON only", Rules::zonedRouteDialect),
    STANDARD_JSON_FOR_NEW_PEERS("#19", "peers from 4.9.4 read standard JSON everywhere", Rules::listDialect),
    WORDING_OF_EXCEPTIONS("1.7", "no peer reads a Java exception's text", Rules::exceptionRemark),
    NO_ROUTE_SAYS_WHY(
            "3.6", "the original's text stays first, one clause from the journal follows", Rules::absenceRemark),
    INCOMPLETE_REGISTRATIONS_ARE_REFUSED("#1, #2, #3", "half a broker helps nobody", Rules::incompleteRegistration),
    LOSERS_ARE_TOLD("#5", "a broker that believes it is registered does not tell its operator", Rules::refusal),
    GOODBYES_SAY_WHAT_HAPPENED("1.17", "the original does not know yet when it answers", Rules::goodbye),
    VERSIONS_COUNT_FOR_WHO_IS_KNOWN_IN_FULL(
            "1.6, 1.10",
            "a broker whose id changed, or that told part of its topics, had better register",
            Rules::version),
    OWN_SETTINGS_ARE_SHOWN("6", "our server has settings that the original lacks", Rules::ownSettings),
    SETTINGS_OF_A_START_ARE_NOT_CHANGED_FROM_AFAR(
            "3.3", "an address or a pool of one would take the service down at its next start", Rules::startSettings),
    ANY_BROKER_HAS_THE_SYSTEM_TOPICS(
            "3.3", "the original takes the first of its hash order", Rules::systemTopicAddress),
    UNIT_LISTS_LOOK_AT_ALL_QUEUES("#45", "the original looks at one queue of its hash order", Rules::unitLists),
    NOBODY_WRITES_WITHOUT_A_MASTER("#36", "a slave refuses messages anyway", Rules::masterlessPermission),
    WRITING_RETURNS_WITH_THE_MASTER(
            "#36",
            "the original gives it back only for topics that the master registers anew",
            Rules::healedPermission),
    ACTING_MASTER_IS_ALWAYS_SHOWN(
            "4.5", "the original shows none while its queue is marked writable", Rules::actingMaster),
    RESTORED_PERMISSION_IS_THE_REGISTERED_ONE(
            "#22", "the original sets read and write absolutely", Rules::restoredPermission),
    MAPPINGS_DIE_WITH_THEIR_QUEUES("#6", "left behind, they turn a normal topic into a static one", Rules::mappings),
    DRAINS_SURVIVE_REGISTRATION("#11", "any new topic of the broker undoes a wipe in the original"),
    REFUSED_BROKERS_LEAVE_NO_GHOST("#3", "a broker group without address serves nobody"),
    GONE_BROKERS_ARE_FORGOTTEN("#9, #46", "who lost its place is no longer known under its old address"),
    CLOSING_A_LINE_REMOVES_ALL_ITS_BROKERS("#7", "the original removes the first that it finds");

    private final String reference;
    private final String reason;
    private final Rule rule;

    IntendedDifference(String reference, String reason) {
        this(reference, reason, exchange -> false);
    }

    IntendedDifference(String reference, String reason, Rule rule) {
        this.reference = reference;
        this.reason = reason;
        this.rule = rule;
    }

    String reference() {
        return reference;
    }

    String reason() {
        return reason;
    }

    /** Returns the differences that no row explains. */
    static List<Difference> unexplained(Exchange exchange) {
        if (exchange.situation().table().isPresent()) {
            Usage usage = exchange.situation().table().get();
            for (IntendedDifference row : values()) {
                if (!exchange.apache().equals(exchange.ours()) && row.rule.settles(exchange)) {
                    Rules.reorder(exchange.ours());
                    usage.count(row);
                }
            }
        }
        return Difference.between(exchange.apache(), exchange.ours());
    }

    /** Makes the views of an exchange agree in one respect. */
    interface Rule {
        /** Returns whether there was such a difference. */
        boolean settles(Exchange exchange);
    }
}
