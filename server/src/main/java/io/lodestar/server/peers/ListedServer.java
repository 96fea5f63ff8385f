package io.lodestar.server.peers;

/**
 * A name server that a list of them has, for those who look for one.
 *
 * @param address as it is configured
 */
public record ListedServer(String address, Standing standing) {
    /** What is known of it. */
    public enum Standing {
        /** It is this server itself. */
        SELF,
        /** It answered when it was asked last, and was ready. */
        READY,
        /** It answered when it was asked last, and was not ready. */
        NOT_READY,
        /** It did not answer when it was asked last. */
        UNREACHABLE,
        /** It was not asked yet. */
        UNKNOWN
    }
}
