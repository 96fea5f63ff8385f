package io.lodestar.client;

import java.time.Duration;
import java.util.Optional;

/**
 * Which name servers there are, and how they are spoken with. Immutable; each {@code with…} returns changed settings.
 *
 * <pre>{@code
 * var settings = ClientSettings.of("ns1:9876;ns2:9876").withRequestTimeout(Duration.ofSeconds(1));
 * }</pre>
 */
public final class ClientSettings {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);
    private static final int USUAL_ANSWER_BYTES = 16 << 20;
    private static final int LEAST_ANSWER_BYTES = 1 << 10;

    private final Values values;

    private ClientSettings(Values values) {
        this.values = values;
    }

    /** All of them. */
    private record Values(
            NameServers nameServers,
            Duration requestTimeout,
            Duration connectTimeout,
            int maxAnswerBytes,
            Optional<Credentials> credentials,
            TlsOptions tls) {
        Values with(Duration request, Duration connect) {
            return new Values(nameServers, request, connect, maxAnswerBytes, credentials, tls);
        }
    }

    /** Returns settings for these name servers: 3 s for each request, 3 s to connect, answers of up to 16 MiB, no credentials, not encrypted. */
    public static ClientSettings of(NameServers nameServers) {
        return new ClientSettings(new Values(
                nameServers, USUAL_TIMEOUT, USUAL_TIMEOUT, USUAL_ANSWER_BYTES, Optional.empty(), TlsOptions.DISABLED));
    }

    /**
     * As {@link #of(NameServers)}, for a list such as {@code a:9876;b:9876}.
     *
     * @throws IllegalArgumentException when an entry is no {@code host:port}, or there is none
     */
    public static ClientSettings of(String nameServers) {
        return of(NameServers.of(nameServers));
    }

    /** Returns settings for other name servers. */
    public ClientSettings withNameServers(NameServers others) {
        return new ClientSettings(new Values(
                others,
                values.requestTimeout,
                values.connectTimeout,
                values.maxAnswerBytes,
                values.credentials,
                values.tls));
    }

    /**
     * Returns settings with this much time for a request, connecting and the answer included.
     *
     * @throws IllegalArgumentException when it is less than a millisecond or more than a day
     */
    public ClientSettings withRequestTimeout(Duration timeout) {
        return new ClientSettings(values.with(checked(timeout), values.connectTimeout));
    }

    /**
     * Returns settings with this much time for opening a connection, the look-up of a host name included.
     *
     * @throws IllegalArgumentException when it is less than a millisecond or more than a day
     */
    public ClientSettings withConnectTimeout(Duration timeout) {
        return new ClientSettings(values.with(values.requestTimeout, checked(timeout)));
    }

    /**
     * Returns settings under which a longer answer costs the connection. The default is 16 MiB, the longest that Apache's programs take; lists of a million topics are
     * longer.
     *
     * @throws IllegalArgumentException when it is less than 1 KiB
     */
    public ClientSettings withMaxAnswerBytes(int bytes) {
        if (bytes < LEAST_ANSWER_BYTES) {
            throw new IllegalArgumentException("answers of up to " + bytes + " bytes are too short for any");
        }
        return new ClientSettings(new Values(
                values.nameServers,
                values.requestTimeout,
                values.connectTimeout,
                bytes,
                values.credentials,
                values.tls));
    }

    /** Returns settings under which each request is signed. */
    public ClientSettings withCredentials(Credentials account) {
        return new ClientSettings(new Values(
                values.nameServers,
                values.requestTimeout,
                values.connectTimeout,
                values.maxAnswerBytes,
                Optional.of(account),
                values.tls));
    }

    /** Returns settings with this encryption. */
    public ClientSettings withTls(TlsOptions options) {
        return new ClientSettings(new Values(
                values.nameServers,
                values.requestTimeout,
                values.connectTimeout,
                values.maxAnswerBytes,
                values.credentials,
                options));
    }

    /** Returns where the name servers' addresses come from. */
    public NameServers nameServers() {
        return values.nameServers;
    }

    /** Returns how long a request may take, connecting and the answer included. */
    public Duration requestTimeout() {
        return values.requestTimeout;
    }

    /** Returns how long opening a connection may take. */
    public Duration connectTimeout() {
        return values.connectTimeout;
    }

    /** Returns how long an answer may be. */
    public int maxAnswerBytes() {
        return values.maxAnswerBytes;
    }

    /** Returns who signs the requests; empty when nobody does. */
    public Optional<Credentials> credentials() {
        return values.credentials;
    }

    /** Returns whether and how connections are encrypted. */
    public TlsOptions tls() {
        return values.tls;
    }

    @Override
    public String toString() {
        return "name servers " + values.nameServers + ", request timeout " + values.requestTimeout.toMillis()
                + " ms, connect timeout " + values.connectTimeout.toMillis() + " ms, "
                + values.credentials.map(Credentials::toString).orElse("unsigned") + ", TLS trusting " + values.tls;
    }

    private static Duration checked(Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "a timeout of " + timeout.toSeconds() + " s is not between a millisecond and a day");
        }
        return timeout;
    }
}
