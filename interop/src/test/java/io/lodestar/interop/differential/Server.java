package io.lodestar.interop.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * One of the two name servers, as the test talks to it: over lines that are opened when first used. Confined to one thread.
 */
public class Server implements AutoCloseable {
    private final String name;
    private final int port;
    private final Map<String, Line> lines = new HashMap<>();

    public Server(String name, int port) {
        this.name = name;
        this.port = port;
    }

    public String name() {
        return name;
    }

    /** Sends a request; {@link #receive} fetches what came of it. */
    public void send(String line, Request request, int opaque) {
        sendRaw(line, FrameWriter.write(request, opaque));
    }

    void sendRaw(String line, byte[] bytes) {
        try {
            Line connection = lines.get(line);
            if (connection == null) {
                connection = new Line(port);
                lines.put(line, connection);
            }
            connection.send(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException("no request can be sent to " + name, failure);
        }
    }

    public Outcome receive(String line) {
        try {
            Line connection = lines.get(line);
            if (connection == null) {
                throw new IllegalStateException("nothing was sent on line " + line);
            }
            Outcome outcome = connection.receive();
            if (outcome.kind() == Outcome.Kind.CLOSED) {
                lines.remove(line);
            }
            return outcome;
        } catch (IOException failure) {
            throw new UncheckedIOException("no answer can be read from " + name, failure);
        }
    }

    /** Sends a request that must be answered. */
    public final Answer ask(String line, Request request) {
        send(line, request, 0);
        Outcome outcome = receive(line);
        return outcome.answer()
                .orElseThrow(
                        () -> new AssertionError(name + " left " + request + " without an answer: " + outcome.kind()));
    }

    public void hangUp(String line) {
        try {
            Line connection = lines.remove(line);
            if (connection != null) {
                connection.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the line " + line + " to " + name + " cannot be closed", failure);
        }
    }

    @Override
    public void close() {
        for (String line : lines.keySet().toArray(String[]::new)) {
            hangUp(line);
        }
    }
}
