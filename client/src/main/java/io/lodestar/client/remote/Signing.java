package io.lodestar.client.remote;

import io.lodestar.client.Credentials;
import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestSignature;
import java.security.Key;
import java.util.Optional;

/** Puts who asks, and the proof, into requests (protocol 8). Immutable. */
final class Signing {
    private final Optional<Credentials> credentials;
    private final Key key;

    Signing(Optional<Credentials> credentials) {
        this.credentials = credentials;
        this.key = RequestSignature.key(credentials.map(Credentials::secretKey).orElse("unused"));
    }

    /** Returns the fields that go over the wire. */
    ExtFields fields(Request request) {
        return credentials.map(account -> sign(account, request)).orElse(request.fields());
    }

    private ExtFields sign(Credentials account, Request request) {
        var fields = ExtFields.builder();
        request.fields().values().forEach(fields::with);
        fields.with(RequestSignature.SECURITY_TOKEN, account.securityToken());
        return new RequestSignature().sign(account.accessKey(), key, fields.build(), request.body());
    }
}
