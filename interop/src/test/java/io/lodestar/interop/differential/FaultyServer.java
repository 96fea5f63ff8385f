package io.lodestar.interop.differential;

import java.util.HashMap;
import java.util.Map;

/** A server with a fault that it does not have. Confined to one thread. */
final class FaultyServer extends Server {
    private final Fault fault;
    private final Map<String, Request> asked = new HashMap<>();

    FaultyServer(int port, Fault fault) {
        super("the server with the fault " + fault, port);
        this.fault = fault;
    }

    @Override
    public void send(String line, Request request, int opaque) {
        if (isTheTestsOwn(line)) {
            super.send(line, request, opaque);
        } else {
            asked.put(line, request);
            super.send(line, fault.tamper(request), opaque);
        }
    }

    @Override
    public Outcome receive(String line) {
        Outcome outcome = super.receive(line);
        Request request = asked.remove(line);
        return request == null
                ? outcome
                : outcome.answer()
                        .map(answer -> Outcome.of(fault.tamper(request, answer)))
                        .orElse(outcome);
    }

    @Override
    public void hangUp(String line) {
        if (fault != Fault.LINES_ARE_NOT_WATCHED || isTheTestsOwn(line)) {
            super.hangUp(line);
        }
    }

    /** Returns whether a line only serves to wait for the server, which needs it to work. */
    private static boolean isTheTestsOwn(String line) {
        return line.equals(Cluster.LINE) || line.equals(Settling.SENTINEL_LINE);
    }
}
