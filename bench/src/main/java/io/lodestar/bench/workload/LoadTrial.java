package io.lodestar.bench.workload;

import io.lodestar.bench.load.Endpoint;
import io.lodestar.bench.process.Accounts;
import io.lodestar.bench.process.LiveHeap;
import io.lodestar.bench.process.Server;
import io.lodestar.bench.trial.Figures;
import io.lodestar.bench.trial.Measure;
import io.lodestar.bench.trial.Party;
import io.lodestar.bench.trial.Stage;
import io.lodestar.bench.trial.Trial;
import io.lodestar.protocol.Release;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One server, or one echo for each case, under the cases of a workload. Confined to one thread. */
final class LoadTrial implements Trial {
    private static final double MEGA = 1e6;

    private final Stage stage;
    private final List<CaseRun> runs = new ArrayList<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<Server> nameServer = new ArrayList<>();
    private double setUpMillis;

    private LoadTrial(Stage stage) {
        this.stage = stage;
    }

    /** Starts a name server and registers the brokers. */
    static Trial ofNameServer(
            Stage stage, Party party, Brokers brokers, List<LoadCase> cases, Map<String, byte[]> answers)
            throws IOException {
        var trial = new LoadTrial(stage);
        try {
            var server = trial.keep(stage.start(party));
            trial.nameServer.add(server);
            long start = System.nanoTime();
            trial.keep(Fleet.register(server.port(), brokers, Release.SELF));
            trial.setUpMillis = (double) (System.nanoTime() - start) / TimeUnit.MILLISECONDS.toNanos(1);
            for (var load : cases) {
                var rehearsal = trial.keep(Rehearsal.with(server.port()));
                var endpoint = new Endpoint(server.port(), false);
                trial.runs.add(trial.keep(CaseRun.open(load, brokers, rehearsal, endpoint, server)));
                answers.put(load.label(), rehearsal.answer());
            }
            return trial;
        } catch (IOException e) {
            trial.close();
            throw e;
        }
    }

    /** Starts an echo for each case. */
    static Trial ofEcho(Stage stage, Brokers brokers, List<LoadCase> cases, Map<String, byte[]> answers)
            throws IOException {
        var trial = new LoadTrial(stage);
        try {
            for (var load : cases) {
                var answer = answers.getOrDefault(load.label(), new byte[0]);
                var server = trial.keep(stage.startEcho(answer));
                var endpoint = new Endpoint(server.port(), true);
                trial.runs.add(trial.keep(CaseRun.open(load, brokers, Rehearsal.of(answer), endpoint, server)));
            }
            return trial;
        } catch (IOException e) {
            trial.close();
            throw e;
        }
    }

    @Override
    public void warmUp() throws IOException {
        for (var run : runs) {
            run.warmUp(stage.schedule());
        }
    }

    @Override
    public Figures measure() throws IOException {
        var figures = new Figures();
        for (var run : runs) {
            figures.withAll(run.measure(stage.schedule()));
        }
        for (var server : nameServer) {
            figures.with("process", Measure.START, server.startTime().toNanos() / MEGA);
            figures.with("process", Measure.SET_UP, setUpMillis);
            figures.with("process", Measure.RESIDENT, new Accounts(server.pid()).residentBytes() / MEGA);
            figures.with("process", Measure.LIVE_HEAP, LiveHeap.bytes(server.pid()) / MEGA);
        }
        return figures;
    }

    @Override
    public void close() throws IOException {
        Closing.all(opened);
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.push(resource);
        return resource;
    }
}
