package io.lodestar.transport;

/**
 * How much of the server the peers of a {@link Listener} may take, and which of them speak for others.
 *
 * @param trustedProxies from where the PROXY protocol is believed
 * @param maxConnections how many there may be; 0 for as many as there are file descriptors, but for some that files need. More than that are never taken
 * @param maxConnectionsPerSource how many may come from one source; 0 for half of all
 * @param slowSenderSeconds within which a frame that was begun is to be whole, if it is short; 0 for ever
 * @param slowReaderSeconds within which a peer is to read something of what waits for it; 0 for ever
 */
public record ListenerLimits(
        SourceRanges trustedProxies,
        int maxConnections,
        int maxConnectionsPerSource,
        int slowSenderSeconds,
        int slowReaderSeconds) {
    /** No proxies, and limits that real peers do not meet. */
    public static final ListenerLimits DEFAULT = new ListenerLimits(SourceRanges.NONE, 0, 0, 60, 45);

    /** Checks that the numbers can be meant. */
    public ListenerLimits {
        if (maxConnections < 0 || maxConnectionsPerSource < 0 || slowSenderSeconds < 0 || slowReaderSeconds < 0) {
            throw new IllegalArgumentException("a limit is below 0: maxConnections=" + maxConnections
                    + " maxConnectionsPerSource=" + maxConnectionsPerSource + " slowSenderSeconds=" + slowSenderSeconds
                    + " slowReaderSeconds=" + slowReaderSeconds);
        }
    }

    Patience patience() {
        return new Patience(slowSenderSeconds, slowReaderSeconds);
    }

    Places places() {
        int possible = Descriptors.forConnections();
        int max = maxConnections == 0 ? possible : Math.min(maxConnections, possible);
        int perSource = maxConnectionsPerSource == 0 ? Math.max(1, max / 2) : maxConnectionsPerSource;
        return new Places(max, perSource);
    }
}
