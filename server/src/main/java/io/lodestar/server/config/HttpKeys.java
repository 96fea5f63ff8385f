package io.lodestar.server.config;

import static io.lodestar.server.config.ValueType.flag;
import static io.lodestar.server.config.ValueType.number;
import static io.lodestar.server.config.ValueType.text;

/** The rows that say where and to whom HTTP is spoken. */
public final class HttpKeys {
    private static final int MEBIBYTE = 1 << 20;
    private static final int GIBIBYTE = 1 << 30;
    private static final int MANY = 1_000_000;
    private static final KeyTable.Part HTTP = KeyTable.part(Section.HTTP);

    public static final Key<HttpPort> HTTP_PORT = HTTP.restart(
            "httpPort",
            ValueType.httpPort(),
            "The port of health, metrics, the API, the address service and the console (docs/http.md). `auto` is listenPort + 10000, and the server"
                    + " starts without HTTP if that is taken; a port that is written here must be free. 0 takes any free one, -1 turns HTTP off.");
    public static final Key<String> BIND_ADDRESS = HTTP.restart(
            "httpBindAddress",
            text(""),
            "The address to listen on for HTTP, as in bindAddress. Without it, it is that of bindAddress.");
    public static final Key<Integer> CONNECTIONS_MAX = HTTP.refused(
            "httpConnectionsMax",
            number(1_024, 1, MANY),
            "How many connections of HTTP there may be; one that comes beyond is closed at once.");
    public static final Key<Integer> CONNECTIONS_PER_SOURCE_MAX = HTTP.refused(
            "httpConnectionsPerSourceMax",
            number(0, 0, MANY),
            "How many of them may come from one IPv4 address, or from one /64 network of IPv6. 0 means half of all.");
    public static final Key<Integer> STREAMS_MAX = HTTP.refused(
            "httpStreamsMax",
            number(512, 0, MANY),
            "How many of them may follow the events of the server, half of them from one source; who comes beyond is told to come again later.");
    public static final Key<Integer> BODY_MAX_LENGTH = HTTP.refused(
            "httpBodyMaxLength",
            number(MEBIBYTE, 1_024, GIBIBYTE),
            "Bytes in the body of one request. Those of all requests under way may be four times as many, or 16 MiB.");

    public static final Key<String> HOST_NAMES = HTTP.refused(
            "httpHostNames",
            text(""),
            "The names by which this server may be called in URLs, with commas between them, besides localhost and IP addresses. Without it any will do,"
                    + " but not on this machine itself: any page could have its own name stand for it.");
    public static final Key<Boolean> LOOPBACK_IS_OPEN = HTTP.refused(
            "httpLoopbackIsOpen",
            flag(true),
            "Whether who is on this machine may read everything without an account, also with accessControl=enforce. Set it to false where a proxy on"
                    + " this machine passes on requests of others.");

    private HttpKeys() {}

    /** Sees to it that the rows are in the table. */
    static void declare() {
        // their class is loaded by this call
    }
}
