package io.lodestar.cli;

import java.util.function.Supplier;

/** Puts results on standard output and messages on standard error. */
final class Printer {
    /** What the option for colours takes. */
    enum Colours {
        AUTO,
        ALWAYS,
        NEVER
    }

    private static final String ERASE_LINE = "\r\u001b[K";

    private final Surroundings surroundings;
    private final boolean json;
    private final boolean coloured;
    private boolean progressShown;

    Printer(Surroundings surroundings, boolean json, Colours colours) {
        this.surroundings = surroundings;
        this.json = json;
        this.coloured = switch (colours) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                surroundings.outScreen().isTerminal()
                        && surroundings.variable("NO_COLOR").isEmpty()
                        && !surroundings.variable("TERM").equals("dumb");
        };
    }

    boolean isJson() {
        return json;
    }

    boolean isTerminal() {
        return surroundings.outScreen().isTerminal();
    }

    /** Prints the one object of this command, if that is the form that is wanted. */
    boolean printed(Supplier<Json> shape) {
        if (json) {
            raw(shape.get().page());
        }
        return json;
    }

    /** Prints an object of a stream in one line, or else a text. */
    void stream(Supplier<Json> shape, Supplier<String> text) {
        raw(json ? shape.get().line() : text.get());
    }

    void print(Table table) {
        table.lines(surroundings.outScreen(), coloured).forEach(this::raw);
    }

    /** Prints a line, in which a program's texts stand as they are, and texts from the wire have been made safe. */
    void raw(String line) {
        clear();
        surroundings.out().println(line);
    }

    String painted(Colour colour, String text) {
        return coloured ? colour.paint(text) : text;
    }

    /** Returns whether nobody takes results any more, as when the other end of a pipe is closed. */
    boolean isBroken() {
        return surroundings.out().checkError();
    }

    /** Tells people something that is no result. */
    void say(String message) {
        clear();
        surroundings.err().println("lodestar: " + Text.safe(message));
    }

    /** Shows how far things are, where somebody can see it and the next message can take it away. */
    void progress(String state) {
        if (surroundings.errScreen().isTerminal()) {
            surroundings.err().print(ERASE_LINE + Text.safe(state));
            surroundings.err().flush();
            progressShown = true;
        }
    }

    void clear() {
        if (progressShown) {
            surroundings.err().print(ERASE_LINE);
            surroundings.err().flush();
            progressShown = false;
        }
    }
}
