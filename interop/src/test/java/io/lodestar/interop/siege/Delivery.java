package io.lodestar.interop.siege;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Inputs sent over one connection, one behind the other, and what came back. Behind those that leave the connection as it was, an honest
 * request asks whether it is. Behind the others it is closed from this side, upon which the server must close its own.
 */
final class Delivery {
    private static final int PATIENCE_MILLIS = 20_000;
    /** Below zero, where no input has its number. */
    private static final int LAST_WORD = -0x5EA1EA1;

    private static final int MAX_PIECES = 4;
    private static final int TLS_EVERY = 40;

    private final List<Input> inputs;
    private final List<String> faults = new ArrayList<>();
    private final List<Integer> answered = new ArrayList<>();
    private int localPort;
    private boolean encrypted;
    private boolean lastWordAnswered;

    private Delivery(List<Input> inputs) {
        this.inputs = List.copyOf(inputs);
    }

    /**
     * Delivers inputs; all but the last must be of those that leave the connection as it was.
     *
     * @param chance into which pieces they are cut, and how the connection ends
     */
    static Delivery of(List<Input> inputs, InetAddress source, int port, Chance chance) {
        var delivery = new Delivery(inputs);
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(source, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            delivery.localPort = socket.getLocalPort();
            delivery.encrypted = chance.oneIn(TLS_EVERY);
            var talking = delivery.encrypted ? TlsPeer.over(socket) : socket;
            var in = new DataInputStream(new BufferedInputStream(talking.getInputStream()));
            delivery.talk(in, talking.getOutputStream(), socket, chance);
            socket.setSoLinger(chance.oneIn(2), 0);
        } catch (SocketTimeoutException silent) {
            delivery.faults.add(
                    "the server neither answered nor closed the connection within " + PATIENCE_MILLIS + " ms");
        } catch (EOFException | SocketException | SSLException | ForeignAnswerException closed) {
            // which is an answer too
        } catch (IOException failure) {
            delivery.faults.add("no delivery: " + failure);
        } catch (AssertionError wrongAnswer) {
            delivery.faults.add(String.valueOf(wrongAnswer.getMessage()));
        }
        return delivery;
    }

    private void talk(DataInputStream in, OutputStream out, Socket socket, Chance chance) throws IOException {
        boolean mayEnd = last().mayEndStream();
        boolean inOneGo = mayEnd && chance.oneIn(8);
        for (var input : mayEnd ? inputs.subList(0, inputs.size() - 1) : inputs) {
            write(out, input.bytes(), chance);
        }
        if (!inOneGo) {
            out.write(Requests.route("fuzz-t0", LAST_WORD).frame());
            while (!lastWordAnswered) {
                lastWordAnswered = take(in) == LAST_WORD;
            }
            inputs.stream()
                    .filter(input -> input.mustBeAnswered() && !answered.contains(input.number()))
                    .forEach(input -> faults.add("no answer to the valid " + input));
        }
        if (mayEnd) {
            write(out, last().bytes(), chance);
            socket.shutdownOutput();
            lastWordAnswered = true;
            takeAll(in);
        }
    }

    /** Takes what comes until the server closes the connection, which may be said in the language that the peer seemed to speak. */
    private void takeAll(DataInputStream in) throws IOException {
        try {
            while (true) {
                take(in);
            }
        } catch (ForeignAnswerException foreign) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private int take(DataInputStream in) throws IOException {
        var answer = Answer.read(in, answered.isEmpty());
        answer.fault().ifPresent(faults::add);
        answered.add(answer.opaque());
        return answer.opaque();
    }

    private Input last() {
        return inputs.get(inputs.size() - 1);
    }

    private static void write(OutputStream out, byte[] bytes, Chance chance) throws IOException {
        int from = 0;
        for (int pieces = chance.oneIn(4) ? chance.below(MAX_PIECES) : 0; pieces > 0; pieces--) {
            int to = from + chance.below(bytes.length - from + 1);
            out.write(bytes, from, to - from);
            from = to;
        }
        out.write(bytes, from, bytes.length - from);
    }

    /** Whether something was answered over TLS. */
    boolean isAnsweredInSecret() {
        return encrypted && !answered.isEmpty();
    }

    List<Input> inputs() {
        return inputs;
    }

    /** The port on our side. */
    int localPort() {
        return localPort;
    }

    /** What was wrong with what came back, if something was. */
    Optional<String> fault() {
        return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults));
    }

    /** Returns the inputs that nobody may have looked at, as the connection was closed before: those two behind the last that was answered. */
    List<Input> unread() {
        if (lastWordAnswered) {
            return List.of();
        }
        int last = -1;
        for (int i = 0; i < inputs.size(); i++) {
            if (answered.contains(inputs.get(i).number())) {
                last = i;
            }
        }
        return inputs.subList(Math.min(last + 2, inputs.size()), inputs.size());
    }
}
