package io.lodestar.interop;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes what mqadmin prints comparable. */
final class MqAdminOutput {
    private static final Pattern LOG_LINE = Pattern.compile("\\d\\d:\\d\\d:\\d\\d[.,]\\d{3} .*");

    private MqAdminOutput() {}

    static String withoutLog(String output) {
        return output.lines()
                .filter(line -> !LOG_LINE.matcher(line).matches())
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
