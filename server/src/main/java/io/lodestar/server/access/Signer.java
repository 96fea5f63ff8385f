package io.lodestar.server.access;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;

/**
 * Computes signatures as clients do (protocol 8): of the values of all fields but the signature, in the order of the names, and the body. Confined
 * to one thread.
 */
final class Signer {
    static final String ACCESS_KEY = "AccessKey";
    static final String SIGNATURE = "Signature";
    /** More than any peer sends, and few enough to be sorted. */
    static final int MAX_FIELDS = 128;

    private static final Set<String> ZONE = Set.of("__ZONE_NAME", "__ZONE_MODE");

    private final Mac mac;

    Signer() {
        try {
            this.mac = Mac.getInstance(Secret.ALGORITHM);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + Secret.ALGORITHM, impossible);
        }
    }

    /** Returns whether a request bears the signature that this secret makes. The time it takes does not tell where a wrong one differs. */
    boolean verifies(Secret secret, Map<String, String> fields, ByteBuf body) {
        if (fields.size() > MAX_FIELDS) {
            return false;
        }
        var sorted = new TreeMap<>(fields);
        var signature = sorted.remove(SIGNATURE);
        var claimed = (signature == null ? "" : signature).getBytes(StandardCharsets.UTF_8);
        if (MessageDigest.isEqual(signature(secret, sorted, body), claimed)) {
            return true;
        }
        // 5.x clients add their zone after they have signed; brokers add it before
        return sorted.keySet().removeAll(ZONE) && MessageDigest.isEqual(signature(secret, sorted, body), claimed);
    }

    private byte[] signature(Secret secret, Map<String, String> sorted, ByteBuf body) {
        try {
            mac.init(secret.key());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a key of any length will do", impossible);
        }
        for (var value : sorted.values()) {
            mac.update(value.getBytes(StandardCharsets.UTF_8));
        }
        for (ByteBuffer part : body.nioBuffers()) {
            mac.update(part);
        }
        return Base64.getEncoder().encode(mac.doFinal());
    }
}
