package io.lodestar.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** What is typed after a command's name that is no option. */
final class Arguments {
    private static final String WORD = "\\S.*";

    private Arguments() {}

    /** Adds an argument that must be there. */
    static void one(CommandSpec spec, String label, String description) {
        int at = spec.positionalParameters().size();
        spec.addPositional(PositionalParamSpec.builder()
                .index(Integer.toString(at))
                .arity("1")
                .required(true)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build());
    }

    /** Adds arguments of which at least so many must be there. */
    static void many(CommandSpec spec, String label, int min, String description) {
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity(min + "..*")
                .required(min > 0)
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(description)
                .build());
    }

    static String first(ParseResult arguments) {
        return at(arguments, 0);
    }

    /** Returns an argument that must be there. */
    static String at(ParseResult arguments, int at) {
        var word = arguments.matchedPositionalValue(at, "");
        if (!word.matches("(?s)" + WORD)) {
            throw new UsageException("an argument is empty");
        }
        return word;
    }

    /** Returns all of them, from a command that takes as many as there are. */
    static List<String> all(ParseResult arguments) {
        return List.copyOf(arguments.matchedPositionalValue(0, List.<String>of()));
    }
}
