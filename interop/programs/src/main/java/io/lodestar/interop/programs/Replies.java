package io.lodestar.interop.programs;

import java.io.PrintStream;

/**
 * What the program answers on its standard output: {@code @ field<TAB>field…} for each fact, then {@code @done} or
 * {@code @failed reason}. Whatever else is printed, by the libraries for instance, starts otherwise and is not an answer.
 * The stack traces behind refusals go to standard error.
 */
final class Replies {
    private final PrintStream out;
    private final PrintStream log;

    Replies(PrintStream out, PrintStream log) {
        this.out = out;
        this.log = log;
    }

    synchronized void fact(Object... fields) {
        var line = new StringBuilder("@ ");
        for (var field : fields) {
            if (line.length() > 2) {
                line.append('\t');
            }
            line.append(field);
        }
        print(line.toString());
    }

    synchronized void done() {
        print("@done");
    }

    synchronized void failed(Throwable failure) {
        print("@failed " + reason(failure));
    }

    /** The first line of what the failure says; the whole of it is logged. */
    String reason(Throwable failure) {
        failure.printStackTrace(log);
        return failure.toString().lines().findFirst().orElse("");
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
