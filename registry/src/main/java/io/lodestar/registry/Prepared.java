package io.lodestar.registry;

/**
 * A registration with what can be worked out of it before it is its turn.
 *
 * @param opening what counts for the report that it belongs to
 * @param comparison its topics beside those that are known; out of date if it looked as if it would not bring any
 */
record Prepared(Registration registration, Reports.Opening opening, Comparison comparison) {
    BrokerIdentity broker() {
        return registration.broker();
    }

    Content content() {
        return registration.content();
    }
}
