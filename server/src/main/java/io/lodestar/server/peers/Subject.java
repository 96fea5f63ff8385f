package io.lodestar.server.peers;

/** What is compared with other name servers. */
public enum Subject {
    /** Each topic: its broker groups, and its queues on them. */
    TOPICS("topics"),
    /** Each broker group: its members and where they are, its zone, whether it is drained. */
    BROKERS("brokers"),
    /** Each entry of the KV configuration. */
    KV("kv"),
    /** Each key of the configuration that is no matter of one server alone. */
    CONFIG("config");

    private final String text;

    Subject(String text) {
        this.text = text;
    }

    /** Returns the word for it, on the wire and for people. */
    public String text() {
        return text;
    }
}
