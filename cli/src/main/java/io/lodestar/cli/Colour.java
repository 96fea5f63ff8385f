package io.lodestar.cli;

/** How a text stands out on a terminal. */
enum Colour {
    PLAIN(""),
    BOLD("1"),
    FAINT("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    String paint(String text) {
        return code.isEmpty() || text.isBlank() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
