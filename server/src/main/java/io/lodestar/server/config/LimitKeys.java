package io.lodestar.server.config;

import static io.lodestar.server.config.ValueType.number;

import io.lodestar.protocol.HeaderLimits;
import io.lodestar.protocol.body.BodyLimits;
import io.lodestar.transport.SourceRanges;

/** The rows that say what a peer may send and how much of the server it may take. */
public final class LimitKeys {
    private static final int MEBIBYTE = 1 << 20;
    private static final int GIBIBYTE = 1 << 30;
    private static final int HOUR_SECONDS = 3_600;
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
    public static final Key<Integer> KV_MAX_ENTRIES = LIMITS.refused(
            "kvMaxEntries",
            number(100_000, 1, MANY),
            "Namespaces and keys in the KV configuration, together. A file that has more is taken; it only cannot grow.");
    public static final Key<Integer> KV_MAX_LENGTH = LIMITS.refused(
            "kvMaxLength",
            number(64 * MEBIBYTE, 1, GIBIBYTE),
            "Characters in the names and values of the KV configuration, together; the whole of it is written for each change.");
    public static final Key<Integer> CONFIG_MAX_LENGTH = LIMITS.refused(
            "configMaxLength",
            number(64 << 10, 4_096, MEBIBYTE),
            "Bytes in a change of the configuration by code 318.");

    public static final Key<Integer> CONNECTIONS_MAX = LIMITS.refused(
            "connectionsMax",
            number(0, 0, Integer.MAX_VALUE),
            "How many connections there may be; one that comes beyond is closed at once. 0 means as many as the files that the system lets the"
                    + " server open, but for 256 that it needs itself. There are never more than that.");
    public static final Key<Integer> CONNECTIONS_PER_SOURCE_MAX = LIMITS.refused(
            "connectionsPerSourceMax",
            number(0, 0, Integer.MAX_VALUE),
            "How many connections may come from one IPv4 address, or from one /64 network of IPv6. 0 means half of all. Behind a proxy that"
                    + " proxyProtocolSources names, the address that it tells counts, and not its own.");
    public static final Key<Integer> UNFINISHED_FRAMES_MAX_BYTES = LIMITS.refused(
            "unfinishedFramesMaxBytes",
            number(0, 0, Integer.MAX_VALUE),
            "How much memory what peers have sent may take in all while it is not whole, or waits to be worked on. Beyond, who has begun a long"
                    + " request is not read any further until there is room. No request may be longer. 0 means a quarter of the memory for buffers.");
    public static final Key<Integer> SLOW_SENDER_SECONDS = LIMITS.refused(
            "slowSenderSeconds",
            number(60, 0, HOUR_SECONDS),
            "By how many seconds what arrives of a request may be behind 16 KiB a second; then its connection is closed. 0 means by any.");
    public static final Key<Integer> SLOW_READER_SECONDS = LIMITS.refused(
            "slowReaderSeconds",
            number(45, 0, HOUR_SECONDS),
            "Within which a peer is to read something of the answers that wait for it; else its connection is closed. 0 means never, as far as the system agrees.");
    public static final Key<SourceRanges> PROXY_PROTOCOL_SOURCES = LIMITS.refused(
            "proxyProtocolSources",
            ValueType.sources(),
            "The proxies that are believed when they say by the PROXY protocol (version 1 or 2) for whom they speak. That address then counts for limits,"
                    + " access and logs. A connection of anybody else that begins so is closed. The original believes everybody.");

    public static final Key<Integer> WATCH_CONNECTIONS_MAX = LIMITS.refused(
            "watchConnectionsMax",
            number(5_000, 0, 1_000_000),
            "Connections that may watch routes (code 24001). 0 turns the watch off: who asks for it is told that it is not supported.");
    public static final Key<Integer> WATCH_TOPICS_PER_CONNECTION_MAX = LIMITS.refused(
            "watchTopicsPerConnectionMax", number(50_000, 1, MANY), "Topics that one connection may watch by name.");
    public static final Key<Integer> WATCH_TOPICS_MAX = LIMITS.refused(
            "watchTopicsMax",
            number(200_000, 1, MANY),
            "Topics that are watched, or were in the last five minutes. Who watches all topics of a server that has more is told of"
                    + " each change that anything may have changed.");
    public static final Key<Integer> WATCH_LINKS_MAX = LIMITS.refused(
            "watchLinksMax",
            number(1_000_000, 1, MANY),
            "Topics that connections watch, each counted for each connection.");
    public static final Key<Integer> WATCH_NAMES_MAX_LENGTH = LIMITS.refused(
            "watchNamesMaxLength",
            number(16 * MEBIBYTE, 1, GIBIBYTE),
            "Characters in the names of all watched topics.");

    public static final Key<Integer> METRICS_BROKERS_MAX = LIMITS.live(
            "metricsBrokersMax",
            number(1_000, 0, MANY),
            "Brokers that have series of their own in the metrics: the first by name. 0 means none.");

    private LimitKeys() {}

    /** Sees to it that the rows are in the table. */
    static void declare() {
        // their class is loaded by this call
    }
}
