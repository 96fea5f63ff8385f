package io.lodestar.server.config;

import io.lodestar.transport.SourceRanges;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a value may be, and which one holds unless another is given.
 *
 * @param description what the value must be, fit to follow "must be"
 * @param defaultText the default as an operator would write it
 * @param parser reads a trimmed text; empty when the text is no such value
 */
record ValueType<T>(String description, String defaultText, Function<String, Optional<T>> parser) {

    private static final Pattern WORD = Pattern.compile("[\\w.-]{0,64}");
    private static final String HOME = "~/";

    /** True or false, in any case. */
    static ValueType<Boolean> flag(boolean byDefault) {
        return new ValueType<>("true or false", Boolean.toString(byDefault), ValueType::parseFlag);
    }

    /** True or false, in any case; empty, as it is by default, stands for neither. */
    static ValueType<String> flagOrNone() {
        return new ValueType<>(
                "true, false or nothing",
                "",
                text -> Optional.of(text.toLowerCase(Locale.ROOT))
                        .filter(word -> word.isEmpty() || parseFlag(word).isPresent()));
    }

    /** A whole number within bounds, both included. */
    static ValueType<Integer> number(int byDefault, int min, int max) {
        return new ValueType<>(
                range(min, max),
                Integer.toString(byDefault),
                text -> parseLong(text, min, max).map(Math::toIntExact));
    }

    /** A whole number of milliseconds within bounds, both included. */
    static ValueType<Long> millis(long byDefault, long min, long max) {
        return new ValueType<>(range(min, max), Long.toString(byDefault), text -> parseLong(text, min, max));
    }

    /** Any text. */
    static ValueType<String> text(String byDefault) {
        return new ValueType<>("text", byDefault, Optional::of);
    }

    /** A short word that can stand anywhere. */
    static ValueType<String> word(String byDefault) {
        return new ValueType<>(
                "up to 64 letters, digits, dots, underscores and hyphens",
                byDefault,
                text -> Optional.of(text).filter(word -> WORD.matcher(word).matches()));
    }

    /** The path of a file; a leading {@code ~/} stands for the user's home. */
    static ValueType<Path> file(String byDefault) {
        return new ValueType<>("the path of a file", byDefault, ValueType::parsePath);
    }

    /** The path of a file; empty, as it is by default, stands for none. */
    static ValueType<Path> fileOrNone() {
        return new ValueType<>("the path of a file, or nothing", "", ValueType::parsePathOrNone);
    }

    /** The path of a file; empty stands for none. */
    static ValueType<Path> fileOrNone(String byDefault) {
        return new ValueType<>("the path of a file, or nothing", byDefault, ValueType::parsePathOrNone);
    }

    /** One of several words, in any case. */
    static <E extends Enum<E>> ValueType<E> oneOf(E byDefault, E[] all) {
        var words = Arrays.stream(all).map(E::toString).toList();
        return new ValueType<>(
                "one of " + String.join(", ", words),
                byDefault.toString(),
                text -> Arrays.stream(all)
                        .filter(each -> each.toString().equalsIgnoreCase(text))
                        .findFirst());
    }

    /** The path of a folder, like that of a file; empty, as it is by default, stands for none. */
    static ValueType<Path> folder() {
        return new ValueType<>("the path of a folder, or nothing", "", ValueType::parsePathOrNone);
    }

    /** Ranges of addresses, with commas between them; none by default. */
    static ValueType<SourceRanges> sources() {
        return new ValueType<>(
                "IP addresses with commas between them, each maybe with the length of a prefix as in 10.0.0.0/8, or nothing",
                "",
                ValueType::parseSources);
    }

    /** The port of HTTP. */
    static ValueType<HttpPort> httpPort() {
        return new ValueType<>("auto, or a whole number from -1 to 65535", HttpPort.AUTO.toString(), HttpPort::parse);
    }

    /** Name servers; none by default. */
    static ValueType<MemberList> members() {
        return new ValueType<>(
                "up to " + MemberList.MAX_MEMBERS + " times host:port with semicolons between them, or nothing",
                "",
                MemberList::parse);
    }

    /** The name servers of units; none by default. */
    static ValueType<UnitLists> units() {
        return new ValueType<>("UNIT=host:port,host:port;UNIT=host:port and so on, or nothing", "", UnitLists::parse);
    }

    /** Levels of loggers; none by default. */
    static ValueType<LoggerLevels> loggerLevels() {
        return new ValueType<>("LOGGER=LEVEL;LOGGER=LEVEL and so on, or nothing", "", LoggerLevels::parse);
    }

    Optional<T> parse(String text) {
        return parser.apply(text.trim());
    }

    private static Optional<SourceRanges> parseSources(String text) {
        try {
            return Optional.of(SourceRanges.parse(text.isEmpty() ? List.of() : List.of(text.split(",", -1))));
        } catch (IllegalArgumentException notARange) {
            return Optional.empty();
        }
    }

    private static String range(long min, long max) {
        return "a whole number from " + min + " to " + max;
    }

    private static Optional<Boolean> parseFlag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Long> parseLong(String text, long min, long max) {
        try {
            var value = Long.parseLong(text);
            return value >= min && value <= max ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<Path> parsePathOrNone(String text) {
        return text.isEmpty() ? Optional.of(Path.of("")) : parsePath(text);
    }

    private static Optional<Path> parsePath(String text) {
        try {
            var path = text.startsWith(HOME)
                    ? Path.of(System.getProperty("user.home"), text.substring(HOME.length()))
                    : Path.of(text);
            return text.isEmpty() || path.getFileName() == null ? Optional.empty() : Optional.of(path);
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
    }
}
