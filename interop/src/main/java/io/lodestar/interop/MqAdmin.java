package io.lodestar.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Apache's command line tool, release 5.5.0; each command is a process. */
final class MqAdmin {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final String nameServers;
    private final AtomicInteger commands = new AtomicInteger();

    /** A tool that keeps what it prints in the folder, which exists, and asks these name servers. */
    MqAdmin(Path folder, String nameServers) {
        this.folder = folder;
        this.nameServers = nameServers;
    }

    /** Runs a command and returns what it printed, without the lines of its log. */
    String run(String command, String... options) {
        var arguments = new ArrayList<String>();
        arguments.add(command);
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("-n", nameServers));
        var name = "mqadmin-" + commands.incrementAndGet() + "-" + command;
        var jvm = ApacheJvm.command(
                folder, Release.V5_5_0.classPath(), "org.apache.rocketmq.tools.command.MQAdminStartup", arguments);
        try (var process = ChildProcess.start(name, folder, jvm, Map.of())) {
            process.awaitExit(PATIENCE);
            return MqAdminOutput.withoutLog(process.output());
        }
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
}
