package io.lodestar.protocol;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Computes the signatures of requests (protocol 8): of the values of all fields but the signature, in the order of the names, and the body. Confined
 * to one thread.
 */
public final class RequestSignature {
    /** The field that says who signed. */
    public static final String ACCESS_KEY = "AccessKey";

    /** The field with the signature. */
    public static final String SIGNATURE = "Signature";

    /** The field with a token that some signers were lent along with their key. */
    public static final String SECURITY_TOKEN = "SecurityToken";

    private static final String ALGORITHM = "HmacSHA1";

    private final Mac mac;

    /** Makes one, for any number of requests. */
    public RequestSignature() {
        try {
            this.mac = Mac.getInstance(ALGORITHM);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }

    /** Returns what a secret signs with. */
    public static Key key(String secret) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /**
     * Returns the fields of a request with who signed it and the signature among them.
     *
     * @param fields of the request, with a {@link #SECURITY_TOKEN} if there is one; those of an earlier signer are replaced
     */
    public ExtFields sign(String accessKey, Key key, ExtFields fields, ByteBuf body) {
        var sorted = new TreeMap<>(fields.values());
        sorted.remove(SIGNATURE);
        sorted.put(ACCESS_KEY, accessKey);
        sorted.put(SIGNATURE, new String(of(key, sorted, body), StandardCharsets.US_ASCII));
        return ExtFields.of(sorted);
    }

    /**
     * Returns a signature, in Base64.
     *
     * @param signed all fields that it covers, in the order of their names
     */
    public byte[] of(Key key, SortedMap<String, String> signed, ByteBuf body) {
        try {
            mac.init(key);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a key of any length will do", impossible);
        }
        for (var value : signed.values()) {
            mac.update(value.getBytes(StandardCharsets.UTF_8));
        }
        for (ByteBuffer part : body.nioBuffers()) {
            mac.update(part);
        }
        return Base64.getEncoder().encode(mac.doFinal());
    }
}
