package io.lodestar.transport.tls;

import java.util.Locale;

/** What a listener takes (protocol 7.1). */
public enum TlsMode {
    /** Plain connections only. */
    DISABLED,
    /** Either, told apart by the first byte. */
    PERMISSIVE,
    /** Encrypted connections only. */
    ENFORCING;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
