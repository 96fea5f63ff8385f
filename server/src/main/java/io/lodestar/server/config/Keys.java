package io.lodestar.server.config;

import static io.lodestar.server.config.ValueType.file;
import static io.lodestar.server.config.ValueType.flag;
import static io.lodestar.server.config.ValueType.folder;
import static io.lodestar.server.config.ValueType.millis;
import static io.lodestar.server.config.ValueType.number;
import static io.lodestar.server.config.ValueType.text;
import static io.lodestar.server.config.ValueType.word;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of keys, with those of {@link LimitKeys}, {@link AccessKeys}, {@link PeerKeys}, {@link HttpKeys} and {@link TlsKeys}: everything that can be configured is described here and there only. */
public final class Keys {

    private static final int ANY = Integer.MAX_VALUE;
    private static final int DAY_MILLIS = 86_400_000;
    private static final int GIBIBYTE = 1 << 30;
    private static final String NO_POOLS =
            "queries are answered on the threads that read them, the rest by serverWorkerThreads";
    private static final String NO_REQUESTS = "the requests that the server sends are few";

    private static final KeyTable.Part SERVER = KeyTable.part(Section.NAME_SERVER);
    private static final KeyTable.Part LISTENER = KeyTable.part(Section.LISTENER);
    private static final KeyTable.Part LODESTAR = KeyTable.part(Section.LODESTAR);

    public static final Key<String> ROCKETMQ_HOME = SERVER.refused(
            "rocketmqHome", text(""), "Printed only. Taken from the environment's ROCKETMQ_HOME; none is needed.");
    public static final Key<Path> KV_CONFIG_PATH = SERVER.refused(
            "kvConfigPath",
            file("~/namesrv/kvConfig.json"),
            "The file that holds the KV configuration; the content before the last change is kept beside it as .bak.");
    public static final Key<Path> CONFIG_STORE_PATH = SERVER.refused(
            "configStorePath",
            file("~/namesrv/namesrv.properties"),
            "The file that code 318 saves the configuration to. The file given with -c, if any, takes its place."
                    + " Only a file given with -c is read at start.");
    public static final Key<String> CONFIG_BLACK_LIST = SERVER.refused(
            "configBlackList",
            text("configBlackList;configStorePath;kvConfigPath"),
            "More keys that code 318 refuses to change, separated by semicolons; read once at start.");
    public static final Key<String> PRODUCT_ENV_NAME =
            SERVER.ignored("productEnvName", word("center"), "it belongs to clusterTest");
    public static final Key<Boolean> CLUSTER_TEST =
            SERVER.ignored("clusterTest", flag(false), "it makes the original treat every request as a route query");
    public static final Key<Boolean> ORDER_MESSAGE_ENABLE = SERVER.live(
            "orderMessageEnable",
            flag(false),
            "Whether a route carries the order configuration of its topic (KV namespace ORDER_TOPIC_CONFIG).");
    public static final Key<Boolean> RETURN_ORDER_TOPIC_CONFIG_TO_BROKER = SERVER.live(
            "returnOrderTopicConfigToBroker",
            flag(true),
            "Whether the answer to a registration carries the order configuration of all topics.");
    public static final Key<Integer> CLIENT_REQUEST_THREAD_POOL_NUMS =
            SERVER.ignored("clientRequestThreadPoolNums", number(8, 1, ANY), NO_POOLS);
    public static final Key<Integer> CLIENT_REQUEST_THREAD_POOL_QUEUE_CAPACITY =
            SERVER.ignored("clientRequestThreadPoolQueueCapacity", number(50_000, 1, ANY), NO_POOLS);
    public static final Key<Integer> DEFAULT_THREAD_POOL_NUMS =
            SERVER.ignored("defaultThreadPoolNums", number(16, 1, ANY), NO_POOLS);
    public static final Key<Integer> DEFAULT_THREAD_POOL_QUEUE_CAPACITY = SERVER.restart(
            "defaultThreadPoolQueueCapacity",
            number(10_000, 1, ANY),
            "Requests that may wait in each lane: registrations, changes by people, lists of topics. Those beyond are answered with"
                    + " code 2, busy; one source alone gets half of the room.");
    public static final Key<Long> SCAN_NOT_ACTIVE_BROKER_INTERVAL = SERVER.ignored(
            "scanNotActiveBrokerInterval",
            millis(5_000, 1, DAY_MILLIS),
            "a broker whose heartbeat has run out is gone within a second");
    public static final Key<Integer> UN_REGISTER_BROKER_QUEUE_CAPACITY = SERVER.ignored(
            "unRegisterBrokerQueueCapacity",
            number(3_000, 1, ANY),
            "a broker is removed before the request is answered");
    public static final Key<Boolean> SUPPORT_ACTING_MASTER = SERVER.live(
            "supportActingMaster",
            flag(false),
            "Whether a slave stands in for its missing master in routes, for consumers and not for producers.");
    public static final Key<Boolean> ENABLE_ALL_TOPIC_LIST =
            SERVER.live("enableAllTopicList", flag(true), "Whether code 206, the list of all topics, is answered.");
    public static final Key<Boolean> ENABLE_TOPIC_LIST = SERVER.live(
            "enableTopicList",
            flag(true),
            "Whether codes 224, 311, 312 and 313, the lists of a cluster's topics and of unit topics, are answered.");
    public static final Key<Boolean> NOTIFY_MIN_BROKER_ID_CHANGED = SERVER.live(
            "notifyMinBrokerIdChanged",
            flag(false),
            "Whether the brokers of a group are told when the lowest broker id among them changes.");
    public static final Key<Boolean> ENABLE_CONTROLLER_IN_NAMESRV = SERVER.ignored(
            "enableControllerInNamesrv", flag(false), "there is no controller inside; run the original's beside it");
    public static final Key<Boolean> NEED_WAIT_FOR_SERVICE = SERVER.live(
            "needWaitForService",
            flag(false),
            "Whether route queries are refused for a while after the start, until brokers had time to register.");
    public static final Key<Integer> WAIT_SECONDS_FOR_SERVICE = SERVER.live(
            "waitSecondsForService",
            number(45, 0, ANY),
            "How many seconds needWaitForService refuses route queries. It ends earlier when the server started with a snapshot and"
                    + " all brokers in it have reported or their lease is over.");
    public static final Key<Boolean> DELETE_TOPIC_WITH_BROKER_REGISTRATION = SERVER.live(
            "deleteTopicWithBrokerRegistration",
            flag(false),
            "Whether topics that a broker registers no more are removed also if it has no topic named like itself or like its"
                    + " cluster, by which a full registration is known. With one of those, they are removed in any case.");

    public static final Key<String> BIND_ADDRESS = LISTENER.restart(
            "bindAddress", text("0.0.0.0"), "The address to listen on: a host name, an IPv4 or an IPv6 address.");
    public static final Key<Integer> LISTEN_PORT =
            LISTENER.restart("listenPort", number(9876, 0, 65_535), "The port to listen on; 0 takes any free one.");
    public static final Key<Integer> SERVER_WORKER_THREADS = LISTENER.restart(
            "serverWorkerThreads",
            number(8, 1, 1_024),
            "Threads for registrations; no more are started than there are processors, or two. Changes by people and lists of topics"
                    + " have two threads each of their own.");
    public static final Key<Integer> SERVER_CALLBACK_EXECUTOR_THREADS =
            LISTENER.ignored("serverCallbackExecutorThreads", number(0, 0, ANY), NO_REQUESTS);
    public static final Key<Integer> SERVER_SELECTOR_THREADS = LISTENER.restart(
            "serverSelectorThreads",
            number(3, 1, 1_024),
            "Threads that serve connections and answer route queries; no more are started than there are processors.");
    public static final Key<Integer> SERVER_ONEWAY_SEMAPHORE_VALUE =
            LISTENER.ignored("serverOnewaySemaphoreValue", number(256, 1, ANY), NO_REQUESTS);
    public static final Key<Integer> SERVER_ASYNC_SEMAPHORE_VALUE =
            LISTENER.ignored("serverAsyncSemaphoreValue", number(64, 1, ANY), NO_REQUESTS);
    public static final Key<Integer> SERVER_CHANNEL_MAX_IDLE_TIME_SECONDS = LISTENER.restart(
            "serverChannelMaxIdleTimeSeconds",
            number(120, 0, ANY),
            "Seconds without a byte in either direction after which a connection is closed, at most a sixteenth later; 0 means never.");
    public static final Key<Integer> SERVER_SOCKET_SND_BUF_SIZE = LISTENER.restart(
            "serverSocketSndBufSize",
            number(0, 0, GIBIBYTE),
            "Bytes in a socket's send buffer; 0 leaves it to the system.");
    public static final Key<Integer> SERVER_SOCKET_RCV_BUF_SIZE = LISTENER.restart(
            "serverSocketRcvBufSize",
            number(0, 0, GIBIBYTE),
            "Bytes in a socket's receive buffer; 0 leaves it to the system.");
    public static final Key<Integer> WRITE_BUFFER_HIGH_WATER_MARK = LISTENER.restart(
            "writeBufferHighWaterMark",
            number(0, 0, GIBIBYTE),
            "Bytes of unsent answers above which a connection is not read any more."
                    + " Counts if the low mark is set too; 65536 otherwise.");
    public static final Key<Integer> WRITE_BUFFER_LOW_WATER_MARK = LISTENER.restart(
            "writeBufferLowWaterMark",
            number(0, 0, GIBIBYTE),
            "Bytes of unsent answers below which it is read again. Counts if the high mark is set too; 32768 otherwise.");
    public static final Key<Integer> SERVER_SOCKET_BACKLOG = LISTENER.restart(
            "serverSocketBacklog",
            number(1_024, 1, ANY),
            "Connections that may wait to be accepted; the system may allow fewer.");
    public static final Key<Boolean> SERVER_NETTY_WORKER_GROUP_ENABLE =
            LISTENER.ignored("serverNettyWorkerGroupEnable", flag(true), NO_POOLS);
    public static final Key<Boolean> SERVER_POOLED_BYTE_BUF_ALLOCATOR_ENABLE =
            LISTENER.ignored("serverPooledByteBufAllocatorEnable", flag(true), "buffers are always pooled");
    public static final Key<Boolean> ENABLE_SHUTDOWN_GRACEFULLY = LISTENER.live(
            "enableShutdownGracefully",
            flag(false),
            "Whether a stopping server first sends its clients away, keeping the port for shutdownWaitTimeSeconds.");
    public static final Key<Integer> SHUTDOWN_WAIT_TIME_SECONDS = LISTENER.live(
            "shutdownWaitTimeSeconds",
            number(30, 0, 3_600),
            "How many seconds a graceful stop sends clients away before the connections close.");
    public static final Key<Boolean> USE_EPOLL_NATIVE_SELECTOR =
            LISTENER.ignored("useEpollNativeSelector", flag(false), "epoll is used wherever it exists");

    public static final Key<Integer> FRAME_MAX_LENGTH = LODESTAR.restart(
            "frameMaxLength",
            number(16 << 20, 4_096, GIBIBYTE),
            "The longest request in bytes, but for registrations; the connection of a longer one is closed. The original takes it"
                    + " only as the system property com.rocketmq.remoting.frameMaxLength, which counts here too.");
    public static final Key<Integer> REGISTRATION_MAX_LENGTH = LODESTAR.restart(
            "registrationMaxLength",
            number(256 << 20, 4_096, GIBIBYTE),
            "The longest registration in bytes, if more than frameMaxLength: a topic takes about 200 bytes."
                    + " Memory is taken for what has arrived of one, outside of the heap.");

    public static final Key<Boolean> KEEP_STATE = LODESTAR.restart(
            "keepState",
            flag(true),
            "Whether this server uses the disk at all. Without, KV configuration, drains, journal, snapshot and changed settings are in memory alone,"
                    + " and gone with the server: for tests. stateFolder, kvConfigPath, configStorePath and warmRestart then mean nothing.");
    public static final Key<Path> STATE_FOLDER = LODESTAR.refused(
            "stateFolder",
            folder(),
            "The folder in which this server, and no other, keeps what survives a restart: drains, the snapshot of the routes."
                    + " Without one it is lodestar-PORT beside the file of kvConfigPath, where PORT is listenPort.");
    public static final Key<Boolean> WARM_RESTART = LODESTAR.restart(
            "warmRestart",
            flag(true),
            "Whether the routes are kept in a snapshot and served again after a restart until the brokers report."
                    + " A start without it removes the snapshot.");
    public static final Key<Integer> JOURNAL_MAX_BYTES = LODESTAR.restart(
            "journalMaxBytes",
            number(64 << 20, 0, GIBIBYTE),
            "Bytes that the files of the journal, in the state folder, may take; the oldest entries make room."
                    + " 0 keeps no files and remembers the newest mebibyte until the server stops.");

    private static final List<Key<?>> ALL = declareOthers();

    private static final Map<String, Key<?>> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Key::name, Function.identity()));

    private Keys() {}

    /** Every key, in the order of the table. */
    public static List<Key<?>> all() {
        return ALL;
    }

    static Optional<Key<?>> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static List<Key<?>> declareOthers() {
        LimitKeys.declare();
        AccessKeys.declare();
        PeerKeys.declare();
        LogKeys.declare();
        HttpKeys.declare();
        TlsKeys.declare();
        ForeignKeys.declare();
        return KeyTable.rows();
    }
}
