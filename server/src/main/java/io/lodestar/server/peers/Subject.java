package io.lodestar.server.peers;

import java.util.Arrays;
import java.util.Optional;

/** What is compared with other name servers. */
public enum Subject {
    /** Each topic: its broker groups, and its queues on them. */
    TOPICS("topics", 2),
    /** Each broker group: its members and where they are, its zone, whether it is drained. */
    BROKERS("brokers", 1),
    /** Each entry of the KV configuration. */
    KV("kv", 1),
    /** Each key of the configuration that is no matter of one server alone. */
    CONFIG("config", 1);

    private final String text;
    private final int levels;

    Subject(String text, int levels) {
        this.text = text;
        this.levels = levels;
    }

    static Optional<Subject> of(String text) {
        return Arrays.stream(values())
                .filter(subject -> subject.text.equals(text))
                .findFirst();
    }

    /** Returns how many levels its tree has below the root: topics are so many that a leaf of one would have thousands. */
    int levels() {
        return levels;
    }

    /** Returns the word for it, on the wire and for people. */
    public String text() {
        return text;
    }
}
