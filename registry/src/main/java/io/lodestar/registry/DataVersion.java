package io.lodestar.registry;

/**
 * What a broker calls the version of its topics (protocol 2). It is answered to whoever asks for it, and its state version settles who is
 * the newer master. Topics are applied whatever it is, but for those that were deleted lately (decision 8).
 *
 * @param stateVersion the epoch of the master, 0 outside controller mode
 * @param timestamp milliseconds since 1970, by the broker's clock
 * @param counter changes since the broker's store was made
 */
public record DataVersion(long stateVersion, long timestamp, long counter) {
    /** Returns whether something was counted or stamped since the other version. */
    boolean isNewerThan(DataVersion other) {
        return stateVersion > other.stateVersion || timestamp > other.timestamp || counter > other.counter;
    }
}
