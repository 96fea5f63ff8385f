package io.lodestar.client.route;

import java.time.Duration;
import java.util.Optional;

/** How a {@link RouteClient} keeps its routes. Immutable; each {@code with…} returns changed settings. */
public final class RouteSettings {
    /** What Apache's clients do, with a watch where the name server offers one. */
    public static final RouteSettings DEFAULT = new RouteSettings(
            Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(3), Optional.empty(), true);

    private final Duration refreshPeriod;
    private final Duration idleLimit;
    private final Duration unknownLimit;
    private final Optional<DefaultTopic> defaultTopic;
    private final boolean watching;

    private RouteSettings(
            Duration refreshPeriod,
            Duration idleLimit,
            Duration unknownLimit,
            Optional<DefaultTopic> defaultTopic,
            boolean watching) {
        this.refreshPeriod = refreshPeriod;
        this.idleLimit = idleLimit;
        this.unknownLimit = unknownLimit;
        this.defaultTopic = defaultTopic;
        this.watching = watching;
    }

    /**
     * Returns settings under which each route is asked for anew this often, a tenth more or less. The default is 30 s.
     *
     * @throws IllegalArgumentException when it is less than 100 ms
     */
    public RouteSettings withRefreshPeriod(Duration period) {
        return new RouteSettings(checked(period, 100), idleLimit, unknownLimit, defaultTopic, watching);
    }

    /**
     * Returns settings under which a topic that nobody asked for, or listened to, for so long is forgotten. The default is 10 minutes.
     *
     * @throws IllegalArgumentException when it is less than 100 ms
     */
    public RouteSettings withIdleLimit(Duration limit) {
        return new RouteSettings(refreshPeriod, checked(limit, 100), unknownLimit, defaultTopic, watching);
    }

    /**
     * Returns settings under which no name server is asked again for so long about a topic that has no route. The default is 3 s.
     *
     * @throws IllegalArgumentException when it is less than a millisecond
     */
    public RouteSettings withUnknownLimit(Duration limit) {
        return new RouteSettings(refreshPeriod, idleLimit, checked(limit, 1), defaultTopic, watching);
    }

    /**
     * Returns settings for producers to brokers that create topics by themselves: a topic without a route gets that of the default topic, as Apache's producers have it. Without this, it
     * has none.
     */
    public RouteSettings withDefaultTopic(DefaultTopic topic) {
        return new RouteSettings(refreshPeriod, idleLimit, unknownLimit, Optional.of(topic), watching);
    }

    /** Returns settings under which routes are only asked for, also where the name server would tell of their changes. */
    public RouteSettings withoutWatch() {
        return new RouteSettings(refreshPeriod, idleLimit, unknownLimit, defaultTopic, false);
    }

    /** Returns how often a route is asked for anew. */
    public Duration refreshPeriod() {
        return refreshPeriod;
    }

    /** Returns after which time a topic that nobody uses is forgotten. */
    public Duration idleLimit() {
        return idleLimit;
    }

    /** Returns for how long a topic without a route is not asked for again. */
    public Duration unknownLimit() {
        return unknownLimit;
    }

    /** Returns whose route topics without one get; empty when they get none. */
    public Optional<DefaultTopic> defaultTopic() {
        return defaultTopic;
    }

    /** Returns whether changes are heard of at once where the name server tells of them. */
    public boolean isWatching() {
        return watching;
    }

    private static Duration checked(Duration time, int leastMillis) {
        if (time.toMillis() < leastMillis) {
            throw new IllegalArgumentException(time.toMillis() + " ms is less than " + leastMillis + " ms");
        }
        return time;
    }
}
