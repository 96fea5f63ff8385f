package io.lodestar.interop.command;

/** Which name server is asked. */
enum Party {
    LODESTAR(""),
    APACHE(".apache");

    private final String suffix;

    Party(String suffix) {
        this.suffix = suffix;
    }

    /** What the names of files have that hold only what this one says. */
    String suffix() {
        return suffix;
    }
}
