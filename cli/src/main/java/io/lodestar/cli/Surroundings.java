package io.lodestar.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the process was started in.
 *
 * @param out takes results
 * @param loss why results were lost; empty while none were, and when nobody wants them, as when the other end of a pipe is closed
 * @param err takes messages
 */
record Surroundings(
        PrintStream out,
        Supplier<String> loss,
        PrintStream err,
        Screen outScreen,
        Screen errScreen,
        Map<String, String> environment) {
    /** The launcher, which can see it, says here how wide which stream's terminal is; -1 when it is none. Java has no way to ask. */
    private static final String OUT_COLUMNS = "lodestar.out.columns";

    private static final String ERR_COLUMNS = "lodestar.err.columns";

    static Surroundings ofProcess() {
        var results = new Results(new FileOutputStream(FileDescriptor.out));
        return new Surroundings(
                stream(results),
                results::loss,
                stream(new FileOutputStream(FileDescriptor.err)),
                screen(OUT_COLUMNS),
                screen(ERR_COLUMNS),
                System.getenv());
    }

    private static PrintStream stream(OutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static Screen screen(String property) {
        var columns = Integer.getInteger(property);
        if (columns == null) { // not started by the launcher: what may be a terminal is treated as one
            return System.console() == null ? Screen.NONE : new Screen(true, 0);
        }
        return columns < 0 ? Screen.NONE : new Screen(true, columns);
    }

    /** Returns a variable of the environment; empty when it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
