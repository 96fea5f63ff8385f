package io.lodestar.interop;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes what mqadmin prints comparable. */
final class MqAdminOutput {
    private static final Pattern LOG_LINE = Pattern.compile("\\d\\d:\\d\\d:\\d\\d[.,]\\d{3} .*");
    private static final Pattern STATISTIC = Pattern.compile("(?<![\\d.])-?\\d+\\.\\d+(?![\\d.])");
    private static final Pattern LOAD_OF_A_BROKER = Pattern.compile("(?<=\\sV\\d_\\d_\\d).*");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private MqAdminOutput() {}

    static String withoutLog(String output) {
        return output.lines()
                .filter(line -> !LOG_LINE.matcher(line).matches())
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /**
     * The lines, sorted because the original lists topics and brokers as they come, without what differs from one
     * moment to the next, and with the name server's address blotted out.
     */
    static List<String> facts(String output, String nameServer) {
        return output.replace(nameServer, "NAMESERVER")
                .lines()
                .map(line -> LOAD_OF_A_BROKER.matcher(line).replaceAll(""))
                .map(line -> STATISTIC.matcher(line).replaceAll("N.N"))
                .map(line -> BLANKS.matcher(line).replaceAll(" ").strip())
                .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                .filter(line -> !line.isEmpty() && !line.startsWith("at "))
                .sorted()
                .toList();
    }
}
