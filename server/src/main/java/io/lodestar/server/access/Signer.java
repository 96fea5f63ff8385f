package io.lodestar.server.access;

import io.lodestar.protocol.RequestSignature;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Verifies the signatures of requests (protocol 8). Confined to one thread. */
final class Signer {
    static final String ACCESS_KEY = RequestSignature.ACCESS_KEY;
    static final String SIGNATURE = RequestSignature.SIGNATURE;
    /** More than any peer sends, and few enough to be sorted. */
    static final int MAX_FIELDS = 128;

    private static final Set<String> ZONE = Set.of("__ZONE_NAME", "__ZONE_MODE");

    private final RequestSignature signatures = new RequestSignature();

    /** Returns whether a request bears the signature that this secret makes. The time it takes does not tell where a wrong one differs. */
    boolean verifies(Secret secret, Map<String, String> fields, ByteBuf body) {
        if (fields.size() > MAX_FIELDS) {
            return false;
        }
        var sorted = new TreeMap<>(fields);
        var signature = sorted.remove(SIGNATURE);
        var claimed = (signature == null ? "" : signature).getBytes(StandardCharsets.UTF_8);
        if (MessageDigest.isEqual(signatures.of(secret.key(), sorted, body), claimed)) {
            return true;
        }
        // 5.x clients add their zone after they have signed; brokers add it before
        return sorted.keySet().removeAll(ZONE)
                && MessageDigest.isEqual(signatures.of(secret.key(), sorted, body), claimed);
    }
}
