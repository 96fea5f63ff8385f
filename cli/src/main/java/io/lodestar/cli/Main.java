package io.lodestar.cli;

import java.util.List;

/** The process: a command line goes in, an exit code comes out. */
@SuppressWarnings("SystemOut") // standard output and error are its interface
public final class Main {
    static {
        // Nobody reads the log of a command, and what it has to say it says itself.
        System.getProperties().putIfAbsent("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.getProperties().putIfAbsent("slf4j.internal.verbosity", "ERROR");
        System.getProperties().putIfAbsent("io.netty.jfr.enabled", "false");
    }

    private Main() {}

    /** Runs a command line. */
    @SuppressWarnings("IllegalCatch")
    public static void main(String[] words) {
        try {
            System.exit(
                    new Lodestar(Surroundings.ofProcess()).run(List.of(words)).number());
        } catch (RuntimeException bug) { // the boundary of the main thread: whoever typed this is told what to report
            System.err.println("lodestar: this is a mistake in lodestar, please report it");
            bug.printStackTrace();
            System.exit(ExitCode.BUG.number());
        }
    }
}
