package io.lodestar.interop;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Producers and consumers of an Apache release in a JVM of their own, which is told what to do over its input. */
final class ApacheClient implements AutoCloseable {
    private final Conversation conversation;
    private final String nameServers;

    private ApacheClient(Conversation conversation, String nameServers) {
        this.conversation = conversation;
        this.nameServers = nameServers;
    }

    /** A message as its producer or its consumer saw it. */
    record Message(String body, String broker, int queue) {
        static Message of(List<String> fields) {
            return new Message(fields.get(0), fields.get(1), Integer.parseInt(fields.get(2)));
        }
    }

    /** How far a stream of messages has come. */
    record Progress(int sent, int refused, String firstRefusal) {
        static Progress of(List<String> fields) {
            return new Progress(Integer.parseInt(fields.get(0)), Integer.parseInt(fields.get(1)), fields.get(2));
        }
    }

    /** Starts the JVM; the clients in it use the name servers given, addresses separated by semicolons. */
    static ApacheClient start(Release release, Path folder, String nameServers) {
        return start(release, folder, nameServers, Map.of());
    }

    /** Like {@link #start(Release, Path, String)}, with system properties. */
    static ApacheClient start(Release release, Path folder, String nameServers, Map<String, String> properties) {
        return new ApacheClient(Conversation.start(release, folder, "ClientProgram", properties), nameServers);
    }

    /** Has each new client, but those of streams, sign what it asks. */
    void sign(String accessKey, String secretKey) {
        conversation.ask("sign", accessKey, secretKey);
    }

    /** Sends messages with the bodies PREFIX-0, PREFIX-1 and so on, by a new producer. */
    List<Message> send(String topic, int count, String prefix) {
        return conversation.ask("send", nameServers, topic, Integer.toString(count), prefix).stream()
                .map(Message::of)
                .toList();
    }

    /** Receives from the beginning of the topic until so many different messages have come, by a new consumer. */
    List<Message> receive(String topic, String group, int count) {
        return receive(topic, group, count, false);
    }

    /** Like {@link #receive}, each queue in its order. */
    List<Message> receiveInOrder(String topic, String group, int count) {
        return receive(topic, group, count, true);
    }

    /** The queues that a new producer may send to, each as {@code BROKER:NUMBER}. */
    List<String> publishQueues(String topic) {
        return conversation.ask("queues", nameServers, topic).stream()
                .map(fields -> String.join(":", fields))
                .toList();
    }

    /** Makes a new producer send one message after the other. */
    void startStream(String topic) {
        conversation.ask("stream", nameServers, topic);
    }

    Progress streamProgress() {
        return Progress.of(conversation.ask("progress").get(0));
    }

    Progress stopStream() {
        return Progress.of(conversation.ask("halt").get(0));
    }

    /** Waits until the stream has sent so many messages more. */
    void awaitStreamed(int more) {
        int start = streamProgress().sent();
        Waiting.until("the stream to send " + more + " messages more than " + start)
                .until(() -> streamProgress().sent() >= start + more);
    }

    ChildProcess process() {
        return conversation.process();
    }

    @Override
    public void close() {
        conversation.close();
    }

    private List<Message> receive(String topic, String group, int count, boolean inOrder) {
        var facts = conversation.ask(
                "receive", nameServers, topic, group, Integer.toString(count), Boolean.toString(inOrder));
        return facts.stream().map(Message::of).toList();
    }
}
