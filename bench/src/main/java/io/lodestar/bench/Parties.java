package io.lodestar.bench;

import io.lodestar.bench.process.EchoProgram;
import io.lodestar.bench.process.Pinning;
import io.lodestar.bench.process.Server;
import io.lodestar.bench.process.ServerProcess;
import io.lodestar.bench.trial.Launcher;
import io.lodestar.bench.trial.Party;
import io.lodestar.interop.Checkout;
import io.lodestar.interop.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parties, each in a process of its own on the CPU of the servers. */
final class Parties implements Launcher {
    private static final String NAME_SERVER = "org.apache.rocketmq.namesrv.NamesrvStartup";

    /** As runserver.sh of 5.5.0 has them for Java 9 and newer, but for the place of the log. */
    static final List<String> OF_RUNSERVER = List.of(
            "-server",
            "-Xms4g",
            "-Xmx4g",
            "-XX:MetaspaceSize=128m",
            "-XX:MaxMetaspaceSize=320m",
            "-XX:+UseG1GC",
            "-XX:G1HeapRegionSize=16m",
            "-XX:G1ReservePercent=25",
            "-XX:InitiatingHeapOccupancyPercent=30",
            "-XX:SoftRefLRUPolicyMSPerMB=0",
            "-XX:-OmitStackTraceInFastThrow",
            "-XX:-UseLargePages");

    private static final int FIRST_WITH_COMPACT_HEADERS = 25;

    private final Pinning pinning;
    private final List<EchoProgram> echo;

    /** Parties that run where the pinning says; no echo where there is no C compiler. */
    Parties(Pinning pinning, Path folder) throws IOException, InterruptedException {
        this.pinning = pinning;
        this.echo = EchoProgram.compile(folder).stream().toList();
    }

    @Override
    public boolean canStart(Party party) {
        return party != Party.ECHO || !echo.isEmpty();
    }

    @Override
    public Server start(Party party, Path folder) throws IOException {
        return switch (party) {
            case APACHE -> startApache(folder, OF_RUNSERVER, true);
            case APACHE_ALIKE -> startApache(folder, ofOurLauncher(), false);
            case LODESTAR -> startLodestar(folder);
            case ECHO -> throw new IllegalArgumentException("the echo needs to know what to answer");
        };
    }

    @Override
    public Server startEcho(Path folder, byte[] answer) throws IOException {
        var file = Files.write(folder.resolve("answer"), answer);
        return ServerProcess.start((home, port) -> pinning.server(echo.get(0).command(port, file)), folder);
    }

    /** What bin/lodestar gives to the JVM and Apache's classes can run with. */
    static List<String> ofOurLauncher() {
        var options = new ArrayList<>(List.of("-XX:+ExitOnOutOfMemoryError"));
        if (Runtime.version().feature() >= FIRST_WITH_COMPACT_HEADERS) {
            options.add("-XX:+UseCompactObjectHeaders");
        }
        return options;
    }

    private Server startApache(Path folder, List<String> options, boolean logsCollections) throws IOException {
        return ServerProcess.start(
                (home, port) -> {
                    var command = new ArrayList<String>();
                    command.add(Path.of(System.getProperty("java.home"), "bin", "java")
                            .toString());
                    command.addAll(options);
                    if (logsCollections) {
                        command.add("-Xlog:gc*:file=" + home.resolve("gc.log") + ":time,tags:filecount=5,filesize=30M");
                    }
                    // its own log configuration, of which only the place is moved
                    command.addAll(List.of("-Duser.home=" + home, "-Drocketmq.home.dir=" + home));
                    command.addAll(List.of("-cp", Release.V5_5_0.classPath(), NAME_SERVER));
                    command.addAll(List.of("-c", configuration(home, port).toString()));
                    return pinning.server(command);
                },
                folder);
    }

    private Server startLodestar(Path folder) throws IOException {
        return ServerProcess.start(
                new ServerProcess.Recipe() {
                    @Override
                    public List<String> command(Path home, int port) throws IOException {
                        var launcher = Checkout.path("bin/mqnamesrv").toString();
                        return pinning.server(List.of(
                                launcher, "-c", configuration(home, port).toString()));
                    }

                    @Override
                    public Map<String, String> environment() {
                        return Map.of("JAVA_HOME", System.getProperty("java.home"));
                    }
                },
                folder);
    }

    /** The same settings for both: nobody is thrown out for waiting while another has its turn. */
    private static Path configuration(Path home, int port) throws IOException {
        return Files.write(
                home.resolve("namesrv.properties"),
                List.of(
                        "listenPort=" + port,
                        "bindAddress=127.0.0.1",
                        "rocketmqHome=" + home,
                        "kvConfigPath=" + home.resolve("kvConfig.json"),
                        "configStorePath=" + home.resolve("stored.properties"),
                        "serverChannelMaxIdleTimeSeconds=7200"));
    }
}
