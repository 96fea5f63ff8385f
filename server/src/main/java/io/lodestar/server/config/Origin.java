package io.lodestar.server.config;

/** Where the value of a key comes from. */
public enum Origin {
    /** Nobody gave it another. */
    DEFAULT,
    /** A system property or an environment variable. */
    ENVIRONMENT,
    /** The property file, or that of transport security. */
    FILE,
    /** The command line, or the program that runs the server inside. */
    PROGRAM,
    /** Somebody changed it since the start. */
    RUNTIME
}
