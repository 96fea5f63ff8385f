package io.lodestar.interop.differential;

import java.util.List;
import java.util.Optional;

/**
 * A broker's report of itself and its topics, but for the data version, which is settled when it is sent.
 *
 * @param filterServers the filter servers; empty stands for an explicit null
 * @param release the version ordinal in the header
 */
public record Registration(
        BrokerKey broker,
        Settings settings,
        Content content,
        Optional<List<String>> filterServers,
        Form form,
        Flaw flaw,
        int release,
        long stateVersion,
        boolean oneWay,
        boolean binary) {
    /** How the body is written. */
    public enum Form {
        JSON,
        /** Bare numeric keys and unknown members. */
        LOOSE_JSON,
        COMPRESSED
    }

    private static final int FIRST_WITH_FILTER_SERVERS = 37;

    /** Returns whether the body is the mere topic table of the oldest brokers. */
    boolean isOld() {
        return release < FIRST_WITH_FILTER_SERVERS;
    }

    boolean isCompressed() {
        return form == Form.COMPRESSED && !isOld();
    }

    /** Returns whether a topic of the broker's own name reaches the server. */
    boolean namesItsBroker() {
        return flaw != Flaw.NO_BODY
                && content.topics().stream().anyMatch(topic -> topic.name().equals(broker.name()));
    }

    /** Returns the state version that reaches the server: in JSON, brokers before 5.0.0 tell none. */
    long toldStateVersion() {
        return settings.actingMaster().isEmpty() && !isCompressed() ? 0 : stateVersion;
    }

    /** Returns all that must stay the same while the data version stays the same. */
    List<Object> essence() {
        return List.of(settings, toldTopics(), content.mappings(), flaw == Flaw.NO_BODY, stateVersion);
    }

    /** Returns the topics as they reach the server: a compressed body has no flags. */
    private List<Topic> toldTopics() {
        return isCompressed()
                ? content.topics().stream().map(Topic::withoutFlags).toList()
                : content.topics();
    }

    @Override
    public String toString() {
        return "registration of " + broker + " " + settings + " filters " + filterServers + " " + form + " " + flaw;
    }
}
