package io.lodestar.server.config;

import static io.lodestar.server.config.ValueType.number;

import io.lodestar.protocol.HeaderLimits;
import io.lodestar.protocol.body.BodyLimits;

/** The rows that say what a peer may send and how much of the server it may take. */
public final class LimitKeys {
    private static final int MEBIBYTE = 1 << 20;
    private static final int GIBIBYTE = 1 << 30;
    private static final int MANY = 100_000_000;
    private static final HeaderLimits HEADER = HeaderLimits.DEFAULT;
    private static final BodyLimits BODY = BodyLimits.DEFAULT;

    private static final KeyTable.Part LIMITS = KeyTable.part(Section.LIMITS);

    public static final Key<Integer> HEADER_MAX_LENGTH = LIMITS.refused(
            "headerMaxLength",
            number(HEADER.maxLength(), HeaderLimits.MIN_LENGTH, 16 * MEBIBYTE),
            "Bytes in the header of a request. The values of the KV configuration travel in it.");
    public static final Key<Integer> REMARK_MAX_LENGTH = LIMITS.refused(
            "remarkMaxLength",
            number(HEADER.maxRemarkLength(), HeaderLimits.MIN_LENGTH, 16 * MEBIBYTE),
            "Bytes in the remark of a request, or characters where its header is JSON. Requests of Apache's programs have none.");
    public static final Key<Integer> FIELD_MAX_COUNT = LIMITS.refused(
            "fieldMaxCount", number(HEADER.maxFields(), 32, MEBIBYTE), "Extension fields in the header of a request.");
    public static final Key<Integer> FIELD_MAX_LENGTH = LIMITS.refused(
            "fieldMaxLength",
            number(HEADER.maxFieldLength(), HeaderLimits.MIN_LENGTH, 16 * MEBIBYTE),
            "Bytes in the name or in the value of one extension field, or characters where the header is JSON.");
    public static final Key<Integer> NAME_MAX_LENGTH = LIMITS.refused(
            "nameMaxLength",
            number(BODY.names().maxLength(), 255, MEBIBYTE),
            "Characters in a name that is kept: of a topic, broker, cluster or zone, an address, a KV namespace or key. Control characters"
                    + " and halves of surrogate pairs are in none.");
    public static final Key<Integer> JSON_MAX_DEPTH = LIMITS.refused(
            "jsonMaxDepth",
            number(BODY.maxDepth(), 16, 10_000),
            "Objects and arrays inside each other in a JSON body.");
    public static final Key<Integer> TEXT_MAX_LENGTH = LIMITS.refused(
            "textMaxLength",
            number(BODY.maxTextLength(), 4_096, GIBIBYTE),
            "Characters in one text of a JSON body that is not passed over; in a compressed registration, bytes of one section.");
    public static final Key<Integer> INFLATED_MAX_LENGTH = LIMITS.refused(
            "inflatedMaxLength",
            number((int) BODY.maxInflatedLength(), MEBIBYTE, GIBIBYTE),
            "Bytes that a compressed registration may inflate to.");
    public static final Key<Integer> INFLATION_MAX_RATIO = LIMITS.refused(
            "inflationMaxRatio",
            number(BODY.maxInflationRatio(), 10, 2_000),
            "How many times its own length a compressed registration may inflate to, once that is more than a mebibyte.");
    public static final Key<Integer> REGISTRATION_MAX_TOPICS =
            LIMITS.refused("registrationMaxTopics", number(BODY.maxTopics(), 1, MANY), "Topics in one registration.");
    public static final Key<Integer> REGISTRATION_MAX_ENTRIES = LIMITS.refused(
            "registrationMaxEntries",
            number(BODY.maxEntries(), 1, MANY),
            "Static-topic mappings and their queue ids, and filter servers, in one registration, all together; queues in one request 217.");

    private LimitKeys() {}

    /** Sees to it that the rows are in the table. */
    static void declare() {
        // their class is loaded by this call
    }
}
