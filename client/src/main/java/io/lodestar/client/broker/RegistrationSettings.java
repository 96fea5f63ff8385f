package io.lodestar.client.broker;

import java.time.Duration;

/**
 * How a broker registers. Immutable; {@link #DEFAULTS} are those of a broker without configuration.
 *
 * @param period how often all is registered again: 30 s, at least 10 s and at most 60 s
 * @param timeout how long a name server may take to answer: 6 s
 * @param forced whether all is registered in each period (the default), or only where a name server says that it has something else
 * @param oneWay whether registrations are sent without waiting for an answer: no
 * @param compressed whether registrations are deflated, which saves nine tenths of their bytes and costs system flags: no
 * @param checksummed whether a checksum lets name servers refuse what was damaged on its way: yes
 * @param splitSize how many topics a registration may have; all others follow in further ones, under one version. 0, the default, for no limit; at least 2.
 *     Name servers of Apache's take changes of topics that they know from the first part only, by its new version; from the others they take topics that
 *     they lack. So a topic that changes its queues or permission keeps the old ones there, unless it is told of alone ({@link TopicChanges#INCREMENT})
 * @param topicChanges how name servers hear of new and changed topics between registrations: by an increment
 * @param heartbeat what keeps the broker alive besides: nothing. Without one, a lease has to be longer than the period
 * @param ownTopics whether the topics that each broker creates at its start, one named like itself and one named like its cluster, are registered
 *     too: yes. By them a name server of ours knows a complete registration, and that what it lacks is gone
 */
public record RegistrationSettings(
        Duration period,
        Duration timeout,
        boolean forced,
        boolean oneWay,
        boolean compressed,
        boolean checksummed,
        int splitSize,
        TopicChanges topicChanges,
        Heartbeat heartbeat,
        boolean ownTopics) {
    private static final Duration MIN_PERIOD = Duration.ofSeconds(10);
    private static final Duration MAX_PERIOD = Duration.ofSeconds(60);

    /** The settings of a broker without configuration. */
    public static final RegistrationSettings DEFAULTS = new RegistrationSettings(
            Duration.ofSeconds(30),
            Duration.ofSeconds(6),
            true,
            false,
            false,
            true,
            0,
            TopicChanges.INCREMENT,
            Heartbeat.NONE,
            true);

    /**
     * Brings the period within its bounds, as brokers do.
     *
     * @throws IllegalArgumentException when the time-out is not above 0, the split size is 1 or below 0, or there is a lease that nothing renews in time
     */
    public RegistrationSettings {
        period = period.compareTo(MIN_PERIOD) < 0 ? MIN_PERIOD : period.compareTo(MAX_PERIOD) > 0 ? MAX_PERIOD : period;
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a time-out of " + timeout + " leaves no time for an answer");
        }
        requireRenewed(heartbeat, period);
        if (splitSize < 0 || splitSize == 1) {
            throw new IllegalArgumentException(
                    "split size " + splitSize
                            + " must be 0 or at least 2: name servers take one topic alone for an increment, and refuse it first");
        }
    }

    private static void requireRenewed(Heartbeat heartbeat, Duration period) {
        boolean lapses = heartbeat.kind() == Heartbeat.Kind.NONE
                && heartbeat.lease().filter(time -> time.compareTo(period) <= 0).isPresent();
        if (lapses) {
            throw new IllegalArgumentException(
                    "a lease of " + heartbeat.lease().orElseThrow()
                            + " ends before a registration each " + period
                            + " renews it: give the broker a heartbeat, such as Heartbeat.every(Duration.ofSeconds(1)), or a longer lease");
        }
    }

    /** Returns these settings with another period, brought within 10 s and 60 s. */
    public RegistrationSettings withPeriod(Duration other) {
        return new RegistrationSettings(
                other, timeout, forced, oneWay, compressed, checksummed, splitSize, topicChanges, heartbeat, ownTopics);
    }

    /** Returns these settings with another time for an answer. */
    public RegistrationSettings withTimeout(Duration other) {
        return new RegistrationSettings(
                period, other, forced, oneWay, compressed, checksummed, splitSize, topicChanges, heartbeat, ownTopics);
    }

    /** Returns these settings, registering all in each period or only what name servers lack. */
    public RegistrationSettings withForced(boolean other) {
        return new RegistrationSettings(
                period, timeout, other, oneWay, compressed, checksummed, splitSize, topicChanges, heartbeat, ownTopics);
    }

    /** Returns these settings, not waiting for answers or doing so. */
    public RegistrationSettings withOneWay(boolean other) {
        return new RegistrationSettings(
                period, timeout, forced, other, compressed, checksummed, splitSize, topicChanges, heartbeat, ownTopics);
    }

    /** Returns these settings, deflating registrations or not. */
    public RegistrationSettings withCompressed(boolean other) {
        return new RegistrationSettings(
                period, timeout, forced, oneWay, other, checksummed, splitSize, topicChanges, heartbeat, ownTopics);
    }

    /** Returns these settings with or without checksums. */
    public RegistrationSettings withChecksummed(boolean other) {
        return new RegistrationSettings(
                period, timeout, forced, oneWay, compressed, other, splitSize, topicChanges, heartbeat, ownTopics);
    }

    /** Returns these settings with another limit of topics for each registration; 0 for none. */
    public RegistrationSettings withSplitSize(int other) {
        return new RegistrationSettings(
                period, timeout, forced, oneWay, compressed, checksummed, other, topicChanges, heartbeat, ownTopics);
    }

    /** Returns these settings with another way to tell of topics that changed. */
    public RegistrationSettings withTopicChanges(TopicChanges other) {
        return new RegistrationSettings(
                period, timeout, forced, oneWay, compressed, checksummed, splitSize, other, heartbeat, ownTopics);
    }

    /**
     * Returns these settings with another heartbeat.
     *
     * @throws IllegalArgumentException when it has a lease that ends within a period, and sends nothing
     */
    public RegistrationSettings withHeartbeat(Heartbeat other) {
        return new RegistrationSettings(
                period, timeout, forced, oneWay, compressed, checksummed, splitSize, topicChanges, other, ownTopics);
    }

    /** Returns these settings with or without the topics that a broker creates at its start. */
    public RegistrationSettings withOwnTopics(boolean other) {
        return new RegistrationSettings(
                period, timeout, forced, oneWay, compressed, checksummed, splitSize, topicChanges, heartbeat, other);
    }

    /** Returns whether registrations of this form are not read by name servers before 5.0, which get another. */
    boolean dependsOnRelease() {
        return compressed || splitSize > 0;
    }
}
