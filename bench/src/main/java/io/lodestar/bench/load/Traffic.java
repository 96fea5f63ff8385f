package io.lodestar.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One kind of traffic over connections of its own, either as fast as answers come or at a fixed rate. Confined to the generator's thread. */
final class Traffic {
    private final Requests requests;
    private final Pace pace;
    private final List<LoadConnection> connections = new ArrayList<>();
    private final List<LoadConnection> touched = new ArrayList<>();
    private boolean running;
    private long dueNanos;
    private int turn;

    Traffic(Requests requests, Pace pace) {
        this.requests = requests;
        this.pace = pace;
    }

    void add(LoadConnection connection) {
        connections.add(connection);
    }

    LoadConnection connection(int index) {
        return connections.get(index);
    }

    /** Starts sending, or goes on; an open loop does not make up for the pause. */
    void start(long nowNanos) throws IOException {
        dueNanos = nowNanos;
        boolean fresh = !running;
        running = true;
        if (fresh && pace instanceof Pace.Closed closed) {
            for (int i = 0; i < connections.size() * closed.depth(); i++) {
                send(i % connections.size(), nowNanos);
            }
            flush();
        }
    }

    /** Stops sending; answers still come. */
    void stop() {
        running = false;
    }

    /** Sends what is due by now; returns when the next request will be, if that is sooner. */
    long sendDue(long nowNanos, long wakeUpNanos) throws IOException {
        if (!(pace instanceof Pace.Open open) || !running) {
            return wakeUpNanos;
        }
        while (dueNanos - nowNanos <= 0) {
            send(turn, dueNanos);
            turn = (turn + 1) % connections.size();
            dueNanos += open.intervalNanos();
        }
        flush();
        return dueNanos - wakeUpNanos < 0 ? dueNanos : wakeUpNanos;
    }

    /** Replaces what was answered on a connection, in a closed loop. */
    void answered(int index, int answers, long nowNanos) throws IOException {
        if (running && pace instanceof Pace.Closed) {
            for (int i = 0; i < answers; i++) {
                send(index, nowNanos);
            }
            flush();
        }
    }

    int unanswered() {
        return connections.stream().mapToInt(LoadConnection::unanswered).sum();
    }

    void close() throws IOException {
        for (var connection : connections) {
            connection.close();
        }
    }

    private void send(int free, long atNanos) {
        int index = requests.connectionOfNext(free);
        var connection = connections.get(index);
        if (connection.append(requests, index, atNanos)) {
            touched.add(connection);
        }
    }

    private void flush() throws IOException {
        for (var connection : touched) {
            connection.flush();
        }
        touched.clear();
    }
}
