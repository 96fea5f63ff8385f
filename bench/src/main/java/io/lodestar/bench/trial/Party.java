package io.lodestar.bench.trial;

/** Who is measured; in the order in which they take their turns. */
public enum Party {
    /** Apache's 5.5.0, with the options that its own runserver.sh gives to Java 9 and newer. */
    APACHE("Apache"),
    /** The same with the options of our launcher, which leave heap and collector to the JVM. */
    APACHE_ALIKE("Apache, JVM as ours"),
    /** Ours, through bin/mqnamesrv. */
    LODESTAR("Lodestar"),
    /** A bare epoll server in C that answers as many bytes to whatever is asked. */
    ECHO("C echo");

    private final String label;

    Party(String label) {
        this.label = label;
    }

    /** The head of its column. */
    public String label() {
        return label;
    }
}
