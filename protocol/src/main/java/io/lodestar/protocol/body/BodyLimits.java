package io.lodestar.protocol.body;

import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.NameRule;

/**
 * How much a body may bring. Each breach is a {@link LimitExceededException} that names the limit.
 *
 * @param maxInflatedLength bytes that a compressed body may inflate to
 * @param maxInflationRatio how many times its own length a compressed body may inflate to, once that is more than a mebibyte
 * @param maxTopics topics in one registration
 * @param maxEntries what else comes in any number: mappings and their queue ids, filter servers, queues of a topic; all together
 * @param maxDepth objects and arrays inside each other
 * @param maxTextLength characters of one text that is kept; in a compressed body, bytes of one section
 * @param names what the names among the texts must be
 */
public record BodyLimits(
        long maxInflatedLength,
        int maxInflationRatio,
        int maxTopics,
        int maxEntries,
        int maxDepth,
        int maxTextLength,
        NameRule names) {
    /** Far above what real peers send. */
    public static final BodyLimits DEFAULT =
            new BodyLimits(256L << 20, 200, 1_000_000, 1_000_000, 64, 1 << 20, NameRule.DEFAULT);

    /** What may inflate to this only is not worth a look at its ratio. */
    private static final long SMALL_BYTES = 1 << 20;

    /** Refuses limits that would let nothing pass. */
    public BodyLimits {
        long least = Math.min(
                Math.min(maxInflatedLength, maxInflationRatio),
                Math.min(Math.min(maxTopics, maxEntries), Math.min(maxDepth, maxTextLength)));
        if (least < 1) {
            throw new IllegalArgumentException("a body limit is below 1: maxInflatedLength=" + maxInflatedLength
                    + " maxInflationRatio=" + maxInflationRatio + " maxTopics=" + maxTopics + " maxEntries="
                    + maxEntries + " maxDepth=" + maxDepth + " maxTextLength=" + maxTextLength);
        }
    }

    void checkInflated(long inflatedBytes) {
        if (inflatedBytes > maxInflatedLength) {
            throw new LimitExceededException("inflated body", "inflatedMaxLength", maxInflatedLength);
        }
    }

    void checkRatio(long inflatedBytes, int compressedBytes) {
        if (inflatedBytes > SMALL_BYTES && inflatedBytes > (long) maxInflationRatio * compressedBytes) {
            throw new LimitExceededException(
                    "inflation of a body of " + compressedBytes + " bytes", "inflationMaxRatio", maxInflationRatio);
        }
    }

    void checkTopics(long count) {
        if (count > maxTopics) {
            throw new LimitExceededException("number of topics", "registrationMaxTopics", maxTopics);
        }
    }

    void checkEntries(long count) {
        if (count > maxEntries) {
            throw new LimitExceededException(
                    "number of mappings, queues and servers", "registrationMaxEntries", maxEntries);
        }
    }

    void checkSection(String what, int length) {
        if (length > maxTextLength) {
            throw new LimitExceededException("length of " + what + " " + length, "textMaxLength", maxTextLength);
        }
    }
}
