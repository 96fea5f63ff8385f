package io.lodestar.server.access;

import io.lodestar.protocol.RequestSignature;
import java.security.Key;

/** What an account signs with. Never printed. */
final class Secret {
    private final Key key;

    Secret(String text) {
        this.key = RequestSignature.key(text);
    }

    Key key() {
        return key;
    }

    @Override
    public String toString() {
        return "hidden";
    }
}
