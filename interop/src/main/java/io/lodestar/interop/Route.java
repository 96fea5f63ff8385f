package io.lodestar.interop;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A route as the name server answered it. */
record Route(String json) {
    private static final Pattern ADDRESS = Pattern.compile("\"(\\d+\\.\\d+\\.\\d+\\.\\d+:\\d+)\"");
    private static final Pattern PERMISSION = Pattern.compile("\"perm\":(\\d+)");
    private static final Pattern WRITE_QUEUES = Pattern.compile("\"writeQueueNums\":(\\d+)");
    private static final Pattern ORDER = Pattern.compile("\"orderTopicConf\":\"([^\"]*)\"");

    /** The addresses of its brokers, masters and slaves alike. */
    List<String> addresses() {
        return all(ADDRESS);
    }

    /** One permission per broker name. */
    List<String> permissions() {
        return all(PERMISSION);
    }

    /** The number of queues to write to, per broker name. */
    List<String> writeQueues() {
        return all(WRITE_QUEUES);
    }

    /** The order configuration; empty when there is none. */
    String order() {
        return String.join(",", all(ORDER));
    }

    private List<String> all(Pattern pattern) {
        return pattern.matcher(json).results().map(Route::firstGroup).toList();
    }

    private static String firstGroup(MatchResult result) {
        return result.group(1);
    }
}
