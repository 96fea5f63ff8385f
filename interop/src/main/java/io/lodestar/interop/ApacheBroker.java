package io.lodestar.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A broker of an Apache release on a loopback port. */
final class ApacheBroker implements AutoCloseable {
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(40);

    /** The listen port is not the first of its block: brokers also take the port two below it. */
    private static final int LISTEN = 3;

    private static final int REPLICATION = 4;

    private final BrokerSettings settings;
    private final Path folder;
    private final PortBlock ports;
    private ChildProcess process;

    private ApacheBroker(BrokerSettings settings, Path folder, PortBlock ports) {
        this.settings = settings;
        this.folder = folder;
        this.ports = ports;
        this.process = launch();
    }

    /** Starts a broker and does not wait for it. */
    static ApacheBroker start(BrokerSettings settings, Path folder) {
        var ports = PortBlock.claim();
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("broker.properties"), properties(settings, folder, ports));
            return new ApacheBroker(settings, folder, ports);
        } catch (IOException e) {
            ports.close();
            throw new UncheckedIOException("a broker cannot be set up in " + folder, e);
        }
    }

    String name() {
        return settings.name();
    }

    String address() {
        return "127.0.0.1:" + ports.port(LISTEN);
    }

    ChildProcess process() {
        return process;
    }

    /** Waits until the broker serves and the name server sends clients to it. */
    void awaitRegistration(NameServerProcess nameServer) {
        process.awaitOutput("boot success");
        Waiting.until(settings.label() + " to be registered at " + nameServer.address())
                .until(() -> isRoutedBy(nameServer));
    }

    /** Whether the name server has this broker in the route of the topic that each broker registers for itself. */
    boolean isRoutedBy(NameServerProcess nameServer) {
        return nameServer
                .routes()
                .find(settings.name())
                .filter(route -> route.addresses().contains(address()))
                .isPresent();
    }

    /** Whether its own files list the topic. */
    boolean hasTopic(String topic) {
        return contains("config/topics.json", "\"" + topic + "\"");
    }

    /** Whether its first commit log file holds the text. */
    boolean hasStored(String text) {
        return contains("commitlog/00000000000000000000", text);
    }

    private boolean contains(String file, String text) {
        var path = folder.resolve("store").resolve(file);
        try {
            return Files.exists(path)
                    && Files.readString(path, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }

    /** SIGTERM; does not wait: newer releases live on for seconds after they have unregistered. */
    void terminate() {
        process.terminate();
    }

    void awaitExit() {
        process.awaitExit(TIME_TO_STOP);
    }

    void kill() {
        process.kill();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Starts it again, with its address and its files, if it has ended. */
    void ensureRunning() {
        if (!process.isAlive()) {
            process = launch();
        }
    }

    @Override
    public void close() {
        process.close();
        ports.close();
    }

    private ChildProcess launch() {
        var command = ApacheJvm.command(
                folder,
                settings.release().classPath(),
                "org.apache.rocketmq.broker.BrokerStartup",
                List.of("-c", folder.resolve("broker.properties").toString()));
        return ChildProcess.start(settings.label(), folder, ApacheJvm.with(security(settings), command), Map.of());
    }

    private static Map<String, String> security(BrokerSettings settings) {
        var found = new TreeMap<>(settings.more());
        found.keySet().removeIf(key -> !key.startsWith("tls."));
        return found;
    }

    private static List<String> properties(BrokerSettings settings, Path folder, PortBlock ports) {
        var store = folder.resolve("store");
        var lines = new ArrayList<>(List.of(
                "brokerClusterName=" + BrokerSettings.CLUSTER,
                "brokerName=" + settings.name(),
                "brokerId=" + settings.id(),
                "brokerIP1=127.0.0.1",
                "brokerIP2=127.0.0.1",
                "listenPort=" + ports.port(LISTEN),
                "haListenPort=" + ports.port(REPLICATION),
                "registerNameServerPeriod=10000",
                "autoCreateTopicEnable=false",
                "storePathRootDir=" + store,
                "storePathCommitLog=" + store.resolve("commitlog")));
        if (!settings.nameServers().isEmpty()) {
            lines.add("namesrvAddr=" + settings.nameServers());
        }
        lines.addAll(SMALL_FILES);
        lines.addAll(NO_OVERLOAD_REFUSALS);
        settings.more().forEach((key, value) -> lines.add(key + "=" + value));
        return lines;
    }

    /** Both spellings: releases differ in it. */
    private static final List<String> SMALL_FILES = List.of(
            "mapedFileSizeCommitLog=8388608",
            "mappedFileSizeCommitLog=8388608",
            "mapedFileSizeConsumeQueue=60000",
            "mappedFileSizeConsumeQueue=60000",
            "messageIndexEnable=false",
            "timerWheelEnable=false",
            "diskMaxUsedSpaceRatio=99");

    /** A machine that runs several JVMs on two cores is slow now and then, which brokers take for overload. */
    private static final List<String> NO_OVERLOAD_REFUSALS =
            List.of("osPageCacheBusyTimeOutMills=20000", "waitTimeMillsInSendQueue=20000");
}
