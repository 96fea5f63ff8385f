package io.lodestar.protocol.body;

/**
 * How much a body may cost its reader; each breach is answered with a message that names the limit.
 *
 * @param maxInflatedBytes what a compressed body may inflate to
 * @param maxEntries topics, mappings, queue ids, filter servers and the like in one body, all together
 * @param maxDepth objects and arrays inside each other
 * @param maxTextLength characters of one name or text; in a compressed body, bytes of one section
 */
record BodyLimits(long maxInflatedBytes, int maxEntries, int maxDepth, int maxTextLength) {
    /** Far above what real peers send: 128 MiB inflated, two million entries. */
    static final BodyLimits DEFAULT = new BodyLimits(128L << 20, 2_000_000, 64, 1 << 20);

    /** Refuses limits that would let nothing pass. */
    BodyLimits {
        if (maxInflatedBytes < 1 || maxEntries < 1 || maxDepth < 1 || maxTextLength < 1) {
            throw new IllegalArgumentException("a body limit is below 1: maxInflatedBytes=" + maxInflatedBytes
                    + " maxEntries=" + maxEntries + " maxDepth=" + maxDepth + " maxTextLength=" + maxTextLength);
        }
    }
}
