package io.lodestar.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Apache's command line tool, release 5.5.0: its commands run one after the other in one JVM. */
final class MqAdmin implements AutoCloseable {
    private final Conversation conversation;
    private final String nameServers;

    /** A tool that keeps its files in the folder and asks these name servers. */
    MqAdmin(Path folder, String nameServers) {
        this.conversation = Conversation.start(Release.V5_5_0, folder, "AdminProgram");
        this.nameServers = nameServers;
    }

    /** As {@link #MqAdmin}, with an access key in the file where the tool looks for it. */
    static MqAdmin signing(Path folder, String nameServers, String accessKey, String secretKey) {
        var conf = folder.resolve("rocketmq-home/conf");
        try {
            Files.createDirectories(conf);
            Files.writeString(
                    conf.resolve("tools.yml"), "accessKey: " + accessKey + "\nsecretKey: " + secretKey + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(conf + " cannot be filled", e);
        }
        return new MqAdmin(folder, nameServers);
    }

    /** Runs a command and returns what it printed, without the lines of its log. */
    String run(String command, String... options) {
        var order = new ArrayList<String>();
        order.add(command);
        order.addAll(List.of(options));
        order.addAll(List.of("-n", nameServers));
        var printed = conversation.ask(order.toArray(String[]::new)).stream()
                .map(line -> String.join("\t", line))
                .collect(Collectors.joining("\n"));
        return MqAdminOutput.withoutLog(printed);
    }

    /** Creates or changes a topic on one broker; what the tool printed is returned if that worked. */
    String updateTopic(ApacheBroker broker, String topic, int queues) {
        var output = run(
                "updateTopic",
                "-b",
                broker.address(),
                "-t",
                topic,
                "-r",
                Integer.toString(queues),
                "-w",
                Integer.toString(queues));
        if (!output.contains("success")) {
            throw new IllegalStateException("topic " + topic + " was not created:\n" + output);
        }
        return output;
    }

    ChildProcess process() {
        return conversation.process();
    }

    @Override
    public void close() {
        conversation.close();
    }
}
