package io.lodestar.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The processes of one test or demonstration and their files; closing it ends them all, the youngest first. */
final class Scene implements AutoCloseable {
    private final Path folder;
    private final Deque<Runnable> actors = new ArrayDeque<>();
    private final List<Path> logs = new ArrayList<>();
    private final AtomicInteger count = new AtomicInteger();

    private Scene(Path folder) {
        this.folder = folder;
    }

    /** A scene whose files go to the folder, which is made when missing. */
    static Scene in(Path folder) {
        try {
            return new Scene(Files.createDirectories(folder).toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException("no folder can be made at " + folder, e);
        }
    }

    /** Where all files of the scene are. */
    Path folder() {
        return folder;
    }

    NameServerProcess nameServer(NameServerProgram program) {
        return nameServer(program, Map.of());
    }

    NameServerProcess nameServer(NameServerProgram program, Map<String, String> settings) {
        return nameServer(program, PortBlock.claim(), settings);
    }

    /** Starts a server on the first port of a block that was claimed before. */
    NameServerProcess nameServer(NameServerProgram program, PortBlock ports, Map<String, String> settings) {
        var server = NameServerProcess.start(program, ports, nextFolder("namesrv"), settings, List.of());
        actors.push(server::close);
        logs.add(server.log());
        return server;
    }

    /** Starts a broker and does not wait for it, so that several can start at once. */
    ApacheBroker broker(BrokerSettings settings) {
        var broker = ApacheBroker.start(settings, nextFolder(settings.label()));
        actors.push(broker::close);
        logs.add(broker.process().log());
        return broker;
    }

    ApacheClient client(Release release, String nameServers) {
        return client(release, nameServers, Map.of());
    }

    ApacheClient client(Release release, String nameServers, Map<String, String> properties) {
        var client = ApacheClient.start(release, nextFolder("client-" + release), nameServers, properties);
        actors.push(client::close);
        logs.add(client.process().log());
        return client;
    }

    MqAdmin admin(String nameServers) {
        var admin = new MqAdmin(nextFolder("mqadmin"), nameServers);
        actors.push(admin::close);
        logs.add(admin.process().log());
        return admin;
    }

    /** A tool that signs what it asks. */
    MqAdmin admin(String nameServers, String accessKey, String secretKey) {
        var admin = MqAdmin.signing(nextFolder("mqadmin-" + accessKey), nameServers, accessKey, secretKey);
        actors.push(admin::close);
        logs.add(admin.process().log());
        return admin;
    }

    /** The logs of all long-lived processes. */
    List<Path> logs() {
        return List.copyOf(logs);
    }

    /** Ends them all, even if one of them resists; that is reported afterwards. */
    @Override
    public void close() {
        var failures = new ArrayList<RuntimeException>();
        while (!actors.isEmpty()) {
            try {
                actors.pop().run();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            var failure = new IllegalStateException("not every process of " + folder + " could be ended");
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private Path nextFolder(String name) {
        try {
            return Files.createDirectories(folder.resolve(count.incrementAndGet() + "-" + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
