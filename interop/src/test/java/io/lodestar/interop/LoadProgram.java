package io.lodestar.interop;

import java.nio.file.Path;
import java.util.List;

/** Producers of an Apache release, in a JVM of their own, that send 200 messages a second each and time their failures. */
final class LoadProgram implements AutoCloseable {
    private final Conversation conversation;

    private LoadProgram(Conversation conversation) {
        this.conversation = conversation;
    }

    /**
     * How a producer fares.
     *
     * @param lastFailureMillis when the last send that failed began, on the clock of the machine; 0 when none did
     * @param slowestMillis how long the slowest send took since the last report
     * @param pushing how many name servers push routes to it
     */
    record Report(int tried, int failed, long lastFailureMillis, long slowestMillis, int pushing) {
        private static Report of(List<String> fields) {
            return new Report(
                    Integer.parseInt(fields.get(0)),
                    Integer.parseInt(fields.get(1)),
                    Long.parseLong(fields.get(2)),
                    Long.parseLong(fields.get(3)),
                    Integer.parseInt(fields.get(4)));
        }
    }

    static LoadProgram start(Release release, Path folder) {
        return new LoadProgram(Conversation.start(release, folder, "FailoverProgram"));
    }

    /** Starts a producer. */
    void produce(String name, String nameServers, String topic, int retries, boolean watched) {
        conversation.ask("load", name, nameServers, topic, Integer.toString(retries), Boolean.toString(watched));
    }

    Report report(String name) {
        return Report.of(conversation.ask("report", name).get(0));
    }

    /** Starts a consumer. */
    void consume(String name, String nameServers, String topic, boolean watched) {
        conversation.ask("consume", name, nameServers, topic, name, Boolean.toString(watched));
    }

    /** When a consumer got the first message from a broker, on the clock of the machine; 0 if it got none. */
    long firstMillis(String name, String broker) {
        return Long.parseLong(conversation.ask("first", name, broker).get(0).get(0));
    }

    /** Attaches watches to clients of all kinds and ends them in all orders; fails where one does not behave. */
    void checkLifecycle(String nameServers, String topic) {
        conversation.ask("lifecycle", nameServers, topic);
    }

    @Override
    public void close() {
        conversation.close();
    }
}
