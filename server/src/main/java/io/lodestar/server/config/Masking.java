package io.lodestar.server.config;

import java.util.regex.Pattern;

/** Hides what may be a secret from those who ask what is configured. Files of other programs carry some, which this server does not know. */
final class Masking {
    private static final Pattern TELLING = Pattern.compile(
            "secret|passw|passphrase|pwd|token|credential|access_?key|private_?key|api_?key|signature",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TELLING_VALUE =
            Pattern.compile(TELLING.pattern() + "|-----BEGIN|://[^/]*@", Pattern.CASE_INSENSITIVE);

    private Masking() {}

    /** Returns the value as it may be shown under this name. */
    static String shown(String name, String value) {
        boolean secret =
                TELLING.matcher(name).find() || TELLING_VALUE.matcher(value).find();
        return secret && !value.isEmpty() ? "******" : value;
    }
}
