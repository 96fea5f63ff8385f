package io.lodestar.interop.programs;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.rocketmq.tools.command.MQAdminStartup;

/**
 * Runs one mqadmin command per line of standard input, as its launcher would, until that ends; each line that the command printed is a fact.
 * The answer to a command that ends the process is the process's end.
 */
public final class AdminProgram {
    private AdminProgram() {}

    /** Obeys standard input. */
    @SuppressWarnings("SystemOut") // Standard output is how this program answers, and how the command speaks.
    public static void main(String[] arguments) throws IOException {
        var replies = new Replies(System.out, System.err);
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        replies.done();
        for (var order = orders.readLine(); order != null; order = orders.readLine()) {
            printed(order.split(" ", -1)).lines().forEach(replies::fact);
            replies.done();
        }
        Runtime.getRuntime().halt(0);
    }

    /** Returns all that the command prints, on both outputs as a terminal shows them. */
    @SuppressWarnings("SystemOut")
    private static String printed(String[] command) {
        var out = System.out;
        var err = System.err;
        var printed = new ByteArrayOutputStream();
        var terminal = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(terminal);
        System.setErr(terminal);
        try {
            MQAdminStartup.main(command);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
