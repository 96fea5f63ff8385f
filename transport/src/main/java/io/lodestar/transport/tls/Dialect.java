package io.lodestar.transport.tls;

import java.util.List;

/**
 * How encrypted peers talk.
 *
 * @param ciphers the names of those that may be used; empty for what the provider thinks good
 * @param protocols the names of those that may be used; empty for TLS 1.3 and 1.2
 */
public record Dialect(List<String> ciphers, List<String> protocols) {
    private static final List<String> USUAL_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** Copies the lists. */
    public Dialect {
        ciphers = List.copyOf(ciphers);
        protocols = protocols.isEmpty() ? USUAL_PROTOCOLS : List.copyOf(protocols);
    }
}
