package io.lodestar.server.access;

import java.util.Arrays;
import java.util.Optional;

/** What an account is for. */
enum Role {
    /** Registers brokers, and looks up what brokers look up. */
    BROKER("broker"),
    /** Looks up routes. */
    CLIENT("client"),
    /** Is another name server, and compares what this one knows with what it knows itself. */
    PEER("peer"),
    /** Looks up everything, and changes what is not a broker's to change. */
    ADMIN("admin");

    private final String text;

    Role(String text) {
        this.text = text;
    }

    static Optional<Role> of(String text) {
        return Arrays.stream(values())
                .filter(role -> role.text.equalsIgnoreCase(text))
                .findFirst();
    }

    /** Returns the word that stands in the accounts file. */
    @Override
    public String toString() {
        return text;
    }
}
