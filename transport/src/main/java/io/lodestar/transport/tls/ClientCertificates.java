package io.lodestar.transport.tls;

import java.util.Locale;

/** Whether those who connect are asked for a certificate. */
public enum ClientCertificates {
    /** They are not asked. */
    NONE,
    /** They are asked, and may have none. */
    OPTIONAL,
    /** They must have one. */
    REQUIRE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
