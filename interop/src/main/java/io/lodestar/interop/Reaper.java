package io.lodestar.interop;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Kills our processes should this one die without doing so itself: a shell that is told of each start and end, and
 * kills what is left when its standard input closes.
 */
final class Reaper {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            alive=' '
            while read -r sign process; do
              case $sign in
                +) alive="$alive$process " ;;
                -) case $alive in *" $process "*) alive="${alive%%" $process "*} ${alive#*" $process "}" ;; esac ;;
              esac
            done
            [ -z "${alive# }" ] || kill -9 $alive
            """;

    private static final Reaper INSTANCE = start();

    private final PrintWriter orders;

    private Reaper(PrintWriter orders) {
        this.orders = orders;
    }

    /** Takes note of a process until it ends. */
    static void watch(Process process) {
        INSTANCE.tell("+ " + process.pid());
        var unused = process.onExit().thenRun(() -> INSTANCE.tell("- " + process.pid()));
    }

    private synchronized void tell(String order) {
        orders.println(order);
    }

    private static Reaper start() {
        try {
            var shell = new ProcessBuilder(List.of("sh", "-c", SCRIPT))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Reaper(new PrintWriter(shell.getOutputStream(), true, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("sh cannot be started", e);
        }
    }
}
