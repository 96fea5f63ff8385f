package io.lodestar.server.config;

import static io.lodestar.server.config.ValueType.flag;
import static io.lodestar.server.config.ValueType.number;
import static io.lodestar.server.config.ValueType.text;

/** The rows nothing reads: accepted because files of the original carry them, each with its reason. */
final class ForeignKeys {

    private static final int ANY = Integer.MAX_VALUE;
    private static final String FIXED = "the few connections the server opens need no tuning";

    private ForeignKeys() {}

    static void declare() {
        var outgoing = KeyTable.part(Section.OUTGOING);
        outgoing.ignored("clientWorkerThreads", number(4, 1, ANY), FIXED);
        outgoing.ignored("clientCallbackExecutorThreads", number(0, 0, ANY), FIXED);
        outgoing.ignored("clientOnewaySemaphoreValue", number(65_535, 1, ANY), FIXED);
        outgoing.ignored("clientAsyncSemaphoreValue", number(65_535, 1, ANY), FIXED);
        outgoing.ignored("connectTimeoutMillis", number(3_000, 1, ANY), FIXED);
        outgoing.ignored("channelNotActiveInterval", number(60_000, 1, ANY), FIXED);
        outgoing.ignored("isScanAvailableNameSrv", flag(true), FIXED);
        outgoing.ignored("clientChannelMaxIdleTimeSeconds", number(120, 0, ANY), FIXED);
        outgoing.ignored("clientSocketSndBufSize", number(0, 0, ANY), FIXED);
        outgoing.ignored("clientSocketRcvBufSize", number(0, 0, ANY), FIXED);
        outgoing.ignored("clientPooledByteBufAllocatorEnable", flag(false), FIXED);
        outgoing.ignored("clientCloseSocketIfTimeout", flag(true), FIXED);
        outgoing.ignored("useTLS", flag(false), "tls.enable says whether connections to brokers are encrypted");
        outgoing.ignored("socksProxyConfig", text("{}"), "the server connects to brokers directly");
        outgoing.ignored("disableCallbackExecutor", flag(false), FIXED);
        outgoing.ignored("disableNettyWorkerGroup", flag(false), FIXED);
        outgoing.ignored("maxReconnectIntervalTimeSeconds", number(60, 0, ANY), FIXED);
        outgoing.ignored("enableReconnectForGoAway", flag(true), FIXED);
    }
}
