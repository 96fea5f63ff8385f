package io.lodestar.server.config;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The levels of single loggers, by name: {@code NAME=LEVEL;NAME=LEVEL}. */
public record LoggerLevels(SortedMap<String, LogLevel> levels) {
    private static final Pattern NAME = Pattern.compile("[\\w.$-]{1,200}");
    private static final int MAX_LOGGERS = 64;

    /** Copies the map. */
    public LoggerLevels {
        levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
    }

    /** Reads levels with semicolons or commas between them; empty when the text is none. */
    static Optional<LoggerLevels> parse(String text) {
        var found = new TreeMap<String, LogLevel>();
        for (var part : text.split("[;,]", -1)) {
            int equals = part.indexOf('=');
            var name = part.substring(0, Math.max(0, equals)).strip();
            var level = LogLevel.of(part.substring(equals + 1).strip());
            if (!part.isBlank() && (level.isEmpty() || !NAME.matcher(name).matches())) {
                return Optional.empty();
            }
            level.ifPresent(its -> found.put(name, its));
        }
        return found.size() <= MAX_LOGGERS ? Optional.of(new LoggerLevels(found)) : Optional.empty();
    }

    /** Returns the levels as they may be written. */
    @Override
    public String toString() {
        return levels.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(";"));
    }
}
