package io.lodestar.interop.differential;

/** One thing that the peers of a sequence do to both servers. */
sealed interface Step {
    /** Returns the connection it happens on. */
    String line();

    /** Sends a request. */
    record Ask(String line, Request request) implements Step {}

    /** A broker registers. */
    record Report(String line, Registration registration) implements Step {}

    /** A broker asks whether its topics are known: with the version that it registered last, or another one. */
    record AskVersion(String line, BrokerKey broker, boolean registeredLast, boolean oneWay) implements Step {}

    /** Sends bytes that are no frame or no request. */
    record Junk(String line, String kind, byte[] bytes) implements Step {
        @Override
        public String toString() {
            return "Junk[line=" + line + ", kind=" + kind + "]";
        }
    }

    /** Closes the connection; the next request on it opens a new one. */
    record HangUp(String line) implements Step {}
}
