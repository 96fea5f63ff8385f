package io.lodestar.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How a program of Apache's is started: on this JDK, with little memory, and with its files in a folder of its own. */
final class ApacheJvm {
    private static final List<String> OPENED =
            List.of("java.nio", "sun.nio.ch", "java.lang", "java.util", "jdk.internal.ref", "jdk.internal.misc");

    /** From JDK 24 on Netty's ways are warned of, in the middle of what mqadmin prints. */
    private static final List<String> WITHOUT_WARNINGS =
            List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");

    private ApacheJvm() {}

    /**
     * The command for a main class.
     *
     * @param folder becomes the program's home, so that its logs, offsets and settings are found there and nowhere else
     */
    static List<String> command(Path folder, String classPath, String mainClass, List<String> arguments) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<String>();
        command.addAll(List.of(java, "-Xms64m", "-Xmx256m", "-XX:MaxDirectMemorySize=128m"));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        for (var opened : OPENED) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        if (Runtime.version().feature() >= 24) {
            command.addAll(WITHOUT_WARNINGS);
        }
        command.add("-Duser.home=" + folder);
        command.add("-Drocketmq.home.dir=" + home(folder));
        command.add("-Drmq.logback.configurationFile=" + home(folder).resolve("conf/logback_5.xml"));
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return command;
    }

    /** The command, with system properties of its own. */
    static List<String> with(Map<String, String> properties, List<String> command) {
        var extended = new ArrayList<>(command);
        properties.forEach((key, value) -> extended.add(1, "-D" + key + "=" + value));
        return extended;
    }

    /** What Apache's programs call ROCKETMQ_HOME: programs of 4.x refuse to start without a log configuration in it. */
    private static Path home(Path folder) {
        var home = folder.resolve("rocketmq-home");
        var conf = home.resolve("conf");
        try {
            Files.createDirectories(conf);
            for (var name : List.of("logback_broker.xml", "logback_namesrv.xml", "logback_5.xml")) {
                copy(name, conf.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(conf + " cannot be filled", e);
        }
        return home;
    }

    private static void copy(String resource, Path target) throws IOException {
        if (Files.exists(target)) {
            return;
        }
        try (InputStream content = Stream.ofNullable(ApacheJvm.class.getResourceAsStream(resource))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no resource " + resource))) {
            Files.copy(content, target);
        }
    }
}
