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

    private final NameServers nameServers;
    private final Duration requestTimeout;
    private final Duration connectTimeout;
    private final Optional<Credentials> credentials;
    private final TlsOptions tls;

    private ClientSettings(
            NameServers nameServers,
            Duration requestTimeout,
            Duration connectTimeout,
            Optional<Credentials> credentials,
            TlsOptions tls) {
        this.nameServers = nameServers;
        this.requestTimeout = requestTimeout;
        this.connectTimeout = connectTimeout;
        this.credentials = credentials;
        this.tls = tls;
    }

    /** Returns settings for these name servers: 3 s for each request, 3 s to connect, no credentials, not encrypted. */
    public static ClientSettings of(NameServers nameServers) {
        return new ClientSettings(nameServers, USUAL_TIMEOUT, USUAL_TIMEOUT, Optional.empty(), TlsOptions.DISABLED);
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
        return new ClientSettings(others, requestTimeout, connectTimeout, credentials, tls);
    }

    /**
     * Returns settings with this much time for a request, connecting and the answer included.
     *
     * @throws IllegalArgumentException when it is less than a millisecond
     */
    public ClientSettings withRequestTimeout(Duration timeout) {
        return new ClientSettings(nameServers, checked(timeout), connectTimeout, credentials, tls);
    }

    /**
     * Returns settings with this much time for opening a connection, the look-up of a host name included.
     *
     * @throws IllegalArgumentException when it is less than a millisecond
     */
    public ClientSettings withConnectTimeout(Duration timeout) {
        return new ClientSettings(nameServers, requestTimeout, checked(timeout), credentials, tls);
    }

    /** Returns settings under which each request is signed. */
    public ClientSettings withCredentials(Credentials account) {
        return new ClientSettings(nameServers, requestTimeout, connectTimeout, Optional.of(account), tls);
    }

    /** Returns settings with this encryption. */
    public ClientSettings withTls(TlsOptions options) {
        return new ClientSettings(nameServers, requestTimeout, connectTimeout, credentials, options);
    }

    /** Returns where the name servers' addresses come from. */
    public NameServers nameServers() {
        return nameServers;
    }

    /** Returns how long a request may take, connecting and the answer included. */
    public Duration requestTimeout() {
        return requestTimeout;
    }

    /** Returns how long opening a connection may take. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** Returns who signs the requests; empty when nobody does. */
    public Optional<Credentials> credentials() {
        return credentials;
    }

    /** Returns whether and how connections are encrypted. */
    public TlsOptions tls() {
        return tls;
    }

    @Override
    public String toString() {
        return "name servers " + nameServers + ", request timeout " + requestTimeout.toMillis()
                + " ms, connect timeout "
                + connectTimeout.toMillis() + " ms, "
                + credentials.map(Credentials::toString).orElse("unsigned")
                + ", TLS trusting " + tls;
    }

    private static Duration checked(Duration timeout) {
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("a timeout of " + timeout + " is less than a millisecond");
        }
        return timeout;
    }
}
