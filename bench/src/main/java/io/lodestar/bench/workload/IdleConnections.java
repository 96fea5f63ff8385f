package io.lodestar.bench.workload;

import com.sun.management.UnixOperatingSystemMXBean;
import io.lodestar.bench.process.Accounts;
import io.lodestar.bench.process.LiveHeap;
import io.lodestar.bench.process.Peer;
import io.lodestar.bench.process.Server;
import io.lodestar.bench.trial.Figures;
import io.lodestar.bench.trial.Measure;
import io.lodestar.bench.trial.Schedule;
import io.lodestar.protocol.HeaderEncoding;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** Many connections that asked once and rest: what each of them takes. */
final class IdleConnections implements FreshWorkload.Play {
    static final String LABEL = "each";
    static final Measure LIVE_HEAP = new Measure("live heap", "B");
    static final Measure RESIDENT = new Measure("RSS", "B");

    /** What either process has open besides. */
    private static final int OTHER_FILES = 600;

    /** So many first, for what a server makes once. */
    private static final int FIRST = 64;

    private static final int ANSWER_BYTES = 1 << 12;

    private final int wanted;

    IdleConnections(int wanted) {
        this.wanted = wanted;
    }

    @Override
    public Figures play(Server server, Schedule schedule) throws IOException {
        int count = Math.min(wanted, mostFiles() - OTHER_FILES);
        var opened = new ArrayDeque<AutoCloseable>();
        var accounts = new Accounts(server.pid());
        try {
            open(server.port(), FIRST, opened);
            double heap = LiveHeap.bytes(server.pid());
            double resident = accounts.residentBytes();
            open(server.port(), count, opened);
            var figures = new Figures()
                    .with(LABEL, LIVE_HEAP, (LiveHeap.bytes(server.pid()) - heap) / count)
                    .with(LABEL, RESIDENT, (accounts.residentBytes() - resident) / count);
            return count == wanted
                    ? figures
                    : figures.remark(count + " connections: a process may not open more files here");
        } finally {
            Closing.all(opened);
        }
    }

    private static void open(int port, int count, Deque<AutoCloseable> opened) throws IOException {
        var question = Sources.route(HeaderEncoding.JSON, "no-such-topic");
        var answer = ByteBuffer.allocate(ANSWER_BYTES);
        for (int i = 0; i < count; i++) {
            var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            opened.push(channel);
            channel.write(ByteBuffer.wrap(question));
            if (channel.read(answer.clear()) < 0) {
                throw new IOException("connection " + i + " was closed instead of answered");
            }
        }
        try (var last = Peer.connect(port)) {
            last.ask(question); // by now the server has seen all that came before
        }
    }

    private static int mostFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? (int) Math.min(system.getMaxFileDescriptorCount(), Integer.MAX_VALUE)
                : Integer.MAX_VALUE;
    }
}
