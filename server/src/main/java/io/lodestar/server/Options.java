package io.lodestar.server;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line: the original's options, and its words for what is wrong with them. It is read here rather than by a library, which would take
 * longer than all else that the start does with the settings.
 *
 * @param configFile the property file to read
 * @param printConfig whether to print the configuration rather than serve
 */
record Options(Optional<Path> configFile, boolean printConfig, boolean help, boolean version) {

    static final String USAGE = """
            usage: mqnamesrv [-c <arg>] [-h] [-n <arg>] [-p]
              -c, --configFile=<arg>    Name server config properties file
              -h, --help                Print help
              -n, --namesrvAddr=<arg>   Name server address list, eg: '192.168.0.1:9876;192.168.0.2:9876' (has no effect)
              -p, --printConfigItem     Print all config items
                  --version             Print the version of this server
            """;

    private static final Map<String, Character> LONG_NAMES =
            Map.of("configFile", 'c', "help", 'h', "namesrvAddr", 'n', "printConfigItem", 'p', "version", 'v');
    private static final String WITH_ARGUMENT = "cn";
    private static final String SHORT_NAMES = "chnp";

    private static final Options NONE = new Options(Optional.empty(), false, false, false);

    /**
     * Reads the arguments. An option given twice counts as it was given last; what is no option is passed over.
     *
     * @throws UsageException when an option is unknown or lacks its argument
     */
    static Options parse(List<String> arguments) throws UsageException {
        var rest = new ArrayDeque<>(arguments);
        var options = NONE;
        while (!rest.isEmpty()) {
            var word = rest.pop();
            if (word.equals("--")) {
                return options;
            } else if (word.startsWith("--")) {
                options = options.withLong(word, rest);
            } else if (isOption(word)) {
                options = options.withShort(word, rest);
            }
        }
        return options;
    }

    /** The version of this build, which its jar knows; classes outside of a jar have none. */
    static String release() {
        var version = Options.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }

    private static boolean isOption(String word) {
        return word.length() > 1 && word.startsWith("-");
    }

    private Options withLong(String word, Deque<String> rest) throws UsageException {
        var parts = word.substring(2).split("=", 2);
        var name = LONG_NAMES.get(parts[0]);
        if (name == null) {
            throw unknown(word);
        }
        Arrays.stream(parts).skip(1).forEach(rest::push);
        return with(name, rest);
    }

    /** Several may share one dash, and an argument may follow its option without a blank. */
    private Options withShort(String word, Deque<String> rest) throws UsageException {
        var options = this;
        for (int at = 1; at < word.length(); at++) {
            char name = word.charAt(at);
            if (SHORT_NAMES.indexOf(name) < 0) {
                throw unknown(word);
            }
            boolean takesAll = WITH_ARGUMENT.indexOf(name) >= 0 && at + 1 < word.length();
            if (takesAll) {
                rest.push(word.substring(at + 1));
            }
            options = options.with(name, rest);
            if (takesAll) {
                return options;
            }
        }
        return options;
    }

    private Options with(char name, Deque<String> rest) throws UsageException {
        return switch (name) {
            case 'c' -> new Options(Optional.of(Path.of(argument(name, rest))), printConfig, help, version);
            case 'h' -> new Options(configFile, printConfig, true, version);
            case 'p' -> new Options(configFile, true, help, version);
            case 'v' -> new Options(configFile, printConfig, help, true);
            default -> {
                argument(name, rest);
                yield this;
            }
        };
    }

    private static String argument(char name, Deque<String> rest) throws UsageException {
        if (rest.isEmpty() || isOption(rest.peek())) {
            throw new UsageException("Missing argument for option: " + name);
        }
        return rest.pop();
    }

    private static UsageException unknown(String word) {
        return new UsageException("Unrecognized option: " + word);
    }

    /** A command line that cannot be meant; the message is for whoever typed it. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }
}
