package io.lodestar.client;

import java.util.Optional;

/**
 * Who asks, and what proves it: each request is signed with the secret key, as Apache's clients sign theirs. Immutable.
 *
 * <p>The secret key never leaves this program, and is not printed. Signatures do not encrypt: use {@link TlsOptions} for that.
 *
 * @param accessKey the name of the account
 * @param secretKey what it signs with
 * @param securityToken what came with keys that were lent for a while; empty for an account's own
 */
public record Credentials(String accessKey, String secretKey, Optional<String> securityToken) {
    /**
     * Checks that there are both keys.
     *
     * @throws IllegalArgumentException when one of them is blank
     */
    public Credentials {
        if (accessKey.isBlank() || secretKey.isBlank()) {
            throw new IllegalArgumentException(
                    "the access key or the secret key is empty: give both, or no credentials at all");
        }
    }

    /**
     * Returns an account's own credentials.
     *
     * @throws IllegalArgumentException when one of the keys is blank
     */
    public static Credentials of(String accessKey, String secretKey) {
        return new Credentials(accessKey, secretKey, Optional.empty());
    }

    /** Returns these keys with the token that was lent along with them. */
    public Credentials withSecurityToken(String token) {
        return new Credentials(accessKey, secretKey, Optional.of(token));
    }

    /** Names the account, never a secret. */
    @Override
    public String toString() {
        return "credentials of " + accessKey;
    }
}
