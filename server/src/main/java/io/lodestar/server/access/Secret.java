package io.lodestar.server.access;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import javax.crypto.spec.SecretKeySpec;

/** What an account signs with. Never printed. */
final class Secret {
    static final String ALGORITHM = "HmacSHA1";

    private final Key key;

    Secret(String text) {
        this.key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    Key key() {
        return key;
    }

    @Override
    public String toString() {
        return "hidden";
    }
}
