package io.lodestar.protocol.body;

/**
 * How much a body may cost its reader; each breach is answered with a message that names the limit.
 *
 * @param maxInflatedBytes what a compressed body may inflate to
 * @param maxTopics topics in one registration
 * @param maxDepth objects and arrays inside each other
 * @param maxTextLength characters of one name or text
 */
public record BodyLimits(long maxInflatedBytes, int maxTopics, int maxDepth, int maxTextLength) {
    /** Far above what real peers send: a million topics, 256 MiB inflated. */
    public static final BodyLimits DEFAULT = new BodyLimits(256L << 20, 1_000_000, 64, 1 << 20);

    /** Refuses limits that would let nothing pass. */
    public BodyLimits {
        if (maxInflatedBytes < 1 || maxTopics < 1 || maxDepth < 1 || maxTextLength < 1) {
            throw new IllegalArgumentException("every body limit must be at least 1: maxInflatedBytes="
                    + maxInflatedBytes + " maxTopics=" + maxTopics + " maxDepth=" + maxDepth + " maxTextLength="
                    + maxTextLength);
        }
    }
}
