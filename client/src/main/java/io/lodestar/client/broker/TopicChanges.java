package io.lodestar.client.broker;

/** How name servers hear of a topic that was added or changed. Topics that were removed are always told of by a whole registration. */
public enum TopicChanges {
    /** By a registration of these topics alone, as brokers do by default. */
    INCREMENT,
    /** By a message of its own kind (code 217) for each topic, as 5.x does with {@code enableSingleTopicRegister}. */
    SINGLE,
    /** By a registration of all topics. */
    WHOLE
}
