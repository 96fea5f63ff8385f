package io.lodestar.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lodestar.protocol.ExtFields;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests as clients do, written apart from what verifies them. */
public final class Signing {
    private Signing() {}

    /** Returns the fields with access key and signature. */
    public static ExtFields signed(String accessKey, String secret, Map<String, String> fields, byte[] body) {
        var all = new TreeMap<>(fields);
        all.put("AccessKey", accessKey);
        var text = String.join("", all.values());
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA1"));
            mac.update(text.getBytes(UTF_8));
            all.put("Signature", Base64.getEncoder().encodeToString(mac.doFinal(body)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        return ExtFields.of(all);
    }

    /** Returns the fields of a request without a body, signed. */
    public static ExtFields signed(String accessKey, String secret, Map<String, String> fields) {
        return signed(accessKey, secret, fields, new byte[0]);
    }
}
