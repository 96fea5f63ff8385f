package io.lodestar.client;

/**
 * A name server was asked, and there is no good answer. The message names the name server, the request and what can be done.
 *
 * <p>Futures fail with it, and methods that wait throw it.
 */
public abstract sealed class NameServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String nameServer;
    private final String request;

    private NameServerException(String nameServer, String request, String message) {
        super(message);
        this.nameServer = nameServer;
        this.request = request;
    }

    /** Returns the address of the name server, {@code host:port}; empty when it is not about one of them. */
    public final String nameServer() {
        return nameServer;
    }

    /** Returns the name of the request and its code, such as {@code GET_ROUTE_INFO (105)}; empty when it is not about one. */
    public final String request() {
        return request;
    }

    /** There is no connection, or it was lost before the answer came. Of the latter nobody knows whether the request was carried out. */
    public static final class Unreachable extends NameServerException {
        private static final long serialVersionUID = 1L;

        /** Says why. */
        public Unreachable(String nameServer, String request, String reason) {
            super(
                    nameServer,
                    request,
                    (nameServer.isEmpty() ? "no name server can" : "name server " + nameServer + " cannot")
                            + " be reached"
                            + (request.isEmpty() ? "" : " for " + request) + ": " + reason
                            + "; check that it runs, and that its address is right");
        }
    }

    /** There was no answer in time. Nobody knows whether the request was carried out. */
    public static final class TimedOut extends NameServerException {
        private static final long serialVersionUID = 1L;

        /**
         * Says how long it took.
         *
         * @param waited what it was waited for, such as {@code 3000 ms}
         */
        public TimedOut(String nameServer, String request, String waited) {
            super(
                    nameServer,
                    request,
                    (nameServer.isEmpty() ? "no name server has" : "name server " + nameServer + " has not")
                            + " answered " + request
                            + " within " + waited
                            + "; it hangs, has too much to do, or cannot be reached: try another, or give it more time");
        }
    }

    /** The name server said no. */
    public static final class Refused extends NameServerException {
        private static final long serialVersionUID = 1L;

        private static final int MAX_REMARK = 1000;

        private final int code;
        private final String remark;

        /** Says which code and text it answered. */
        public Refused(String nameServer, String request, int code, String remark) {
            super(
                    nameServer,
                    request,
                    "name server " + nameServer + " refuses " + request + " with code " + code
                            + (remark.isBlank() ? "" : ": " + printable(remark)) + advice(code));
            this.code = code;
            this.remark = remark;
        }

        /** Returns the answer's code; never 0, which would be success. */
        public int code() {
            return code;
        }

        /** Returns the text in the answer, as the name server sent it: the message has it on one line, without control characters. Empty when there is none. */
        public String remark() {
            return remark;
        }

        /** Returns a stranger's text as one line of limited length, so that nobody mistakes it for ours. */
        private static String printable(String text) {
            var line = text.strip().replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
            return line.length() <= MAX_REMARK ? line : line.substring(0, MAX_REMARK) + "…";
        }

        private static String advice(int code) {
            return switch (code) {
                case 2 -> "; it has too much to do: try again later";
                case 16 -> "; give credentials that may do this";
                default -> "";
            };
        }
    }

    /** The name server does not know the request: it is another program, or an older one. */
    public static final class Unsupported extends NameServerException {
        private static final long serialVersionUID = 1L;

        /** Says which request. */
        public Unsupported(String nameServer, String request) {
            super(
                    nameServer,
                    request,
                    "name server " + nameServer + " does not know " + request
                            + ": only newer name servers, or only Lodestar's, do");
        }
    }

    /** There was an answer, and it makes no sense. */
    public static final class Unreadable extends NameServerException {
        private static final long serialVersionUID = 1L;

        /** Says what is wrong with it. */
        public Unreadable(String nameServer, String request, String reason, Throwable cause) {
            super(
                    nameServer,
                    request,
                    "the answer of the name server " + nameServer + " to " + request + " cannot be read: " + reason);
            initCause(cause);
        }
    }

    /** Nobody waits any more: the client was closed, or the thread that waited was interrupted, and still is. */
    public static final class Cancelled extends NameServerException {
        private static final long serialVersionUID = 1L;

        /** Says which of the two. */
        public Cancelled(String request, String reason) {
            super("", request, request + " was given up: " + reason);
        }
    }
}
