package io.lodestar.server.config;

import static io.lodestar.server.config.ValueType.flag;
import static io.lodestar.server.config.ValueType.number;
import static io.lodestar.server.config.ValueType.text;

/** The rows nothing reads: accepted because files of the original carry them, each with its reason. */
final class ForeignKeys {

    private static final int ANY = Integer.MAX_VALUE;
    private static final String FIXED = "the few connections the server opens need no tuning";
    private static final String NO_SECURITY = "connections are not encrypted yet";

    private ForeignKeys() {}

    static void declareIn(KeyTable table) {
        declareOutgoing(table.part(Section.OUTGOING));
        declareSecurity(table.part(Section.SECURITY));
    }

    private static void declareOutgoing(KeyTable.Part outgoing) {
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
        outgoing.ignored("useTLS", flag(false), NO_SECURITY);
        outgoing.ignored("socksProxyConfig", text("{}"), "the server connects to brokers directly");
        outgoing.ignored("disableCallbackExecutor", flag(false), FIXED);
        outgoing.ignored("disableNettyWorkerGroup", flag(false), FIXED);
        outgoing.ignored("maxReconnectIntervalTimeSeconds", number(60, 0, ANY), FIXED);
        outgoing.ignored("enableReconnectForGoAway", flag(true), FIXED);
    }

    private static void declareSecurity(KeyTable.Part security) {
        security.ignored("tls.server.mode", text("permissive"), NO_SECURITY);
        security.ignored("tls.enable", flag(false), NO_SECURITY);
        security.ignored("tls.config.file", text("/etc/rocketmq/tls.properties"), NO_SECURITY);
        security.ignored("tls.test.mode.enable", flag(true), NO_SECURITY);
        security.ignored("tls.server.need.client.auth", text("none"), NO_SECURITY);
        security.ignored("tls.server.keyPath", text(""), NO_SECURITY);
        security.ignored("tls.server.keyPassword", text(""), NO_SECURITY);
        security.ignored("tls.server.certPath", text(""), NO_SECURITY);
        security.ignored("tls.server.authClient", flag(false), NO_SECURITY);
        security.ignored("tls.server.trustCertPath", text(""), NO_SECURITY);
        security.ignored("tls.client.keyPath", text(""), NO_SECURITY);
        security.ignored("tls.client.keyPassword", text(""), NO_SECURITY);
        security.ignored("tls.client.certPath", text(""), NO_SECURITY);
        security.ignored("tls.client.authServer", flag(false), NO_SECURITY);
        security.ignored("tls.client.trustCertPath", text(""), NO_SECURITY);
        security.ignored("tls.ciphers", text(""), NO_SECURITY);
        security.ignored("tls.protocols", text(""), NO_SECURITY);
    }
}
