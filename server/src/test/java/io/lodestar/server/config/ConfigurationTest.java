package io.lodestar.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes 318 and 319: the configuration of a running server. */
class ConfigurationTest {

    /** Sections of keys that the original does not have, and that are not among {@link #OWN}. */
    private static final Set<Section> LATER =
            EnumSet.of(Section.LIMITS, Section.ACCESS, Section.MEMBERS, Section.HTTP, Section.LOGGING);

    /** What the original 5.5.0 answers to code 319, in its order; HOME stands for the user's home. */
    private static final String ORIGINAL = """
            bindAddress=0.0.0.0
            clientRequestThreadPoolNums=8
            clientRequestThreadPoolQueueCapacity=50000
            clusterTest=false
            configBlackList=configBlackList;configStorePath;kvConfigPath
            configStorePath=HOME/namesrv/namesrv.properties
            defaultThreadPoolNums=16
            defaultThreadPoolQueueCapacity=10000
            deleteTopicWithBrokerRegistration=false
            enableAllTopicList=true
            enableControllerInNamesrv=false
            enableShutdownGracefully=false
            enableTopicList=true
            kvConfigPath=HOME/namesrv/kvConfig.json
            listenPort=9876
            needWaitForService=false
            notifyMinBrokerIdChanged=false
            orderMessageEnable=false
            productEnvName=center
            returnOrderTopicConfigToBroker=true
            rocketmqHome=/opt/rocketmq
            scanNotActiveBrokerInterval=5000
            serverAsyncSemaphoreValue=64
            serverCallbackExecutorThreads=0
            serverChannelMaxIdleTimeSeconds=120
            serverNettyWorkerGroupEnable=true
            serverOnewaySemaphoreValue=256
            serverPooledByteBufAllocatorEnable=true
            serverSelectorThreads=3
            serverSocketBacklog=1024
            serverSocketRcvBufSize=0
            serverSocketSndBufSize=0
            serverWorkerThreads=8
            shutdownWaitTimeSeconds=30
            supportActingMaster=false
            unRegisterBrokerQueueCapacity=3000
            useEpollNativeSelector=false
            waitSecondsForService=45
            writeBufferHighWaterMark=0
            writeBufferLowWaterMark=0
            """.replace("HOME", System.getProperty("user.home"));

    private static final List<String> OWN = List.of(
            "accessControl=off\n",
            "frameMaxLength=16777216\n",
            "registrationMaxLength=268435456\n",
            "journalMaxBytes=67108864\n",
            "keepState=true\n",
            "warmRestart=true\n");

    @TempDir
    private Path folder;

    private Path store;
    private Configuration configuration;

    @BeforeEach
    void makeConfiguration() {
        store = folder.resolve("namesrv.properties");
        configuration = Configuration.of(Settings.defaults().with(Keys.CONFIG_STORE_PATH, store));
    }

    @Test
    void theDefaultsArePrintedAsTheOriginalPrintsThemPlusWhatIsOurs() {
        var defaults = Configuration.of(Settings.defaults().with(Keys.ROCKETMQ_HOME, "/opt/rocketmq"));

        var printed = defaults.asText();
        assertThat(printed).contains(OWN);
        for (var line : OWN) {
            printed = printed.replace(line, "");
        }
        for (var key : Keys.all()) {
            if (LATER.contains(key.section())) {
                printed = printed.replace(key.name() + "=" + key.defaultText() + "\n", "");
            }
        }
        assertThat(printed).isEqualTo(ORIGINAL);
    }

    @Test
    void aHomeThatIsNotSetIsNotPrinted() {
        assertThat(configuration.asText()).doesNotContain("rocketmqHome");
    }

    @Test
    void aChangeHoldsAtOnceAndIsOnDiskBeforeTheAnswer() throws Exception {
        var outcome = configuration.update("orderMessageEnable=true\nwaitSecondsForService= 7 \n");

        assertThat(outcome)
                .isEqualTo(UpdateOutcome.applied(List.of("orderMessageEnable=true", "waitSecondsForService=7")));
        assertThat(configuration.current().get(Keys.ORDER_MESSAGE_ENABLE)).isTrue();
        assertThat(configuration.asText()).contains("waitSecondsForService=7\n");
        assertThat(Configuration.fromFile(store).current().get(Keys.WAIT_SECONDS_FOR_SERVICE))
                .isEqualTo(7);
    }

    @Test
    void valuesSurviveARestartWhateverIsInThem() throws Exception {
        Files.writeString(store, "note=\\u4e2d # = \\u00fc\nmore=C:\\\\temp\\\\new\\nline\n");
        configuration = Configuration.fromFile(store);

        configuration.update("productEnvName=x-1\n");

        var restarted = Configuration.fromFile(store);
        assertThat(restarted.current().get(Keys.PRODUCT_ENV_NAME)).isEqualTo("x-1");
        assertThat(restarted.asText())
                .isEqualTo(configuration.asText())
                .contains("note=中 # = ü\n")
                .contains("more=C:\\temp\\new\nline\n");
    }

    @Test
    void proxiesThatAreTrustedSurviveAChangeOfSomethingElse() throws Exception {
        Files.writeString(store, "proxyProtocolSources=10.0.0.0/8, ::1\n");
        configuration = Configuration.fromFile(store);

        configuration.update("orderMessageEnable=true");

        assertThat(Configuration.fromFile(store).asText()).contains("proxyProtocolSources=10.0.0.0/8,::1\n");
    }

    @Test
    void theFileAsTheOperatorWroteItIsKeptAsBackup() throws Exception {
        Files.writeString(store, "# mine\nlistenPort=1\n");

        Configuration.fromFile(store).update("orderMessageEnable=true");

        assertThat(folder.resolve("namesrv.properties.bak")).hasContent("# mine\nlistenPort=1\n");
    }

    @Test
    void keysOfTheFileThatNobodyKnowsArePrintedAndStayAsTheyAre() throws Exception {
        Files.writeString(store, "brokerName=a\nclientWorkerThreads=5\n");
        configuration = Configuration.fromFile(store);

        var outcome = configuration.update("brokerName=b\nbrokerId=0\norderMessageEnable=true\n");

        assertThat(configuration.asText())
                .contains("brokerName=a\n")
                .contains("clientWorkerThreads=5\n")
                .doesNotContain("brokerId");
        assertThat(outcome.changes()).containsExactly("orderMessageEnable=true");
        assertThat(Configuration.fromFile(store).asText()).contains("brokerName=a\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listenPort=10911",
                "bindAddress=10.0.0.1",
                "serverWorkerThreads=1",
                "frameMaxLength=4096",
                "journalMaxBytes=0",
                "clientWorkerThreads=6",
                "writeBufferLowWaterMark=9"
            })
    void whatIsNotOnTheListIsRefusedAndNothingElseInTheRequestHolds(String line) {
        var outcome = configuration.update("orderMessageEnable=true\n" + line + "\n");

        assertThat(outcome.kind()).isEqualTo(UpdateOutcome.Kind.REFUSED);
        assertThat(outcome.remark())
                .isEqualTo(line.substring(0, line.indexOf('='))
                        + " cannot be changed from afar: edit the property file and restart");
        assertThat(configuration.current().get(Keys.ORDER_MESSAGE_ENABLE)).isFalse();
        assertThat(store).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accessControl=off",
                "accountsFile=/tmp/x",
                "stateFolder=/tmp/x",
                "kvConfigPath=/tmp/x",
                "tls.server.mode=disabled"
            })
    void whatSecurityDependsOnIsRefusedInTheOriginalsWords(String line) {
        assertThat(configuration.update(line).remark()).isEqualTo("Can not update config in black list.");
        assertThat(store).doesNotExist();
    }

    @Test
    void keysOfTransportSecurityAreKeptAndNeverPrinted() throws Exception {
        Files.writeString(store, "tls.server.keyPassword=TOP\ntls.server.certPath=/etc/x\n");
        configuration = Configuration.fromFile(store);

        configuration.update("orderMessageEnable=true\n");

        assertThat(configuration.asText()).doesNotContain("tls.");
        assertThat(Files.readString(store)).contains("tls.server.keyPassword=TOP", "tls.server.certPath=/etc/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "innerClientAuthenticationCredentials={\"accessKey\":\"inner\",\"secretKey\":\"TOP\"}",
                "dbPassword=TOP",
                "aclSecretKey=TOP",
                "Access_Key=TOP",
                "proxy=http://user:TOP@example.org/",
                "pem=-----BEGIN PRIVATE KEY-----TOP"
            })
    void whatMayBeASecretIsNotPrintedButKept(String line) throws Exception {
        Files.writeString(store, line + "\n");
        configuration = Configuration.fromFile(store);

        configuration.update("orderMessageEnable=true\n");

        assertThat(configuration.asText())
                .contains(line.substring(0, line.indexOf('=')) + "=******\n")
                .doesNotContain("TOP");
        assertThat(Files.readString(store)).contains("TOP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody=knows",
                "waitSecondsForService=abc",
                "waitSecondsForService=-1",
                "shutdownWaitTimeSeconds=3601",
                "productEnvName=x\\nconfigStorePath=/tmp/x",
                "unRegisterBrokerQueueCapacity=0",
                "orderMessageEnable=yes",
                "",
                "# nothing"
            })
    void whatCannotBeAppliedIsPassedOverAsASuccess(String text) {
        var before = configuration.asText();

        assertThat(configuration.update(text)).isEqualTo(UpdateOutcome.applied(List.of()));
        assertThat(configuration.asText()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"configBlackList", "configStorePath", "kvConfigPath", "rocketmqHome"})
    void fourKeysAreAlwaysRefusedAndNothingElseInTheRequestHolds(String key) {
        var outcome = configuration.update("orderMessageEnable=true\n" + key + "=x\n");

        assertThat(outcome)
                .isEqualTo(UpdateOutcome.nothing(UpdateOutcome.Kind.REFUSED, "Can not update config in black list."));
        assertThat(configuration.current().get(Keys.ORDER_MESSAGE_ENABLE)).isFalse();
        assertThat(store).doesNotExist();
    }

    @Test
    void theOperatorCanRefuseMoreKeys() throws IOException, ConfigurationException {
        Files.writeString(store, "configBlackList=listenPort; orderMessageEnable\n");
        configuration = Configuration.fromFile(store);

        assertThat(configuration.update("orderMessageEnable=true").kind()).isEqualTo(UpdateOutcome.Kind.REFUSED);
        assertThat(configuration.update("kvConfigPath=x").kind()).isEqualTo(UpdateOutcome.Kind.REFUSED);
        assertThat(configuration.update("enableTopicList=false").kind()).isEqualTo(UpdateOutcome.Kind.APPLIED);
    }

    @Test
    void aBrokenEscapeIsMalformed() {
        assertThat(configuration.update("a=\\u12"))
                .isEqualTo(UpdateOutcome.nothing(UpdateOutcome.Kind.MALFORMED, "string2Properties error"));
    }

    @Test
    void aChangeThatCannotBeSavedHoldsAndIsReported() throws IOException {
        var blocker = Files.writeString(folder.resolve("blocker"), "a file where a folder should be");
        var path = blocker.resolve("namesrv.properties");
        configuration = Configuration.of(Settings.defaults().with(Keys.CONFIG_STORE_PATH, path));

        var outcome = configuration.update("orderMessageEnable=true");

        assertThat(outcome)
                .isEqualTo(new UpdateOutcome(
                        UpdateOutcome.Kind.NOT_SAVED,
                        "applied until the next start, but not saved to " + path + ": it exists and is no folder",
                        List.of("orderMessageEnable=true")));
        assertThat(configuration.current().get(Keys.ORDER_MESSAGE_ENABLE)).isTrue();
    }

    @Test
    void aSavedFileThatADiskDamagedStopsTheStartAndOneThatWasEditedDoesNot() throws Exception {
        configuration.update("waitSecondsForService=7");
        assertThat(Configuration.fromFile(store).current().get(Keys.WAIT_SECONDS_FOR_SERVICE))
                .isEqualTo(7);
        var written = Files.getLastModifiedTime(store);
        Files.writeString(store, Files.readString(store).replace("waitSecondsForService=7", "waitSecondsForService=5"));

        Files.setLastModifiedTime(store, written);
        assertThatThrownBy(() -> Configuration.fromFile(store))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        store + " is damaged: its checksum is wrong, and nobody changed it since this server wrote it;"
                                + " correct and save it, or put " + store + ".bak in its place");

        Files.setLastModifiedTime(store, FileTime.fromMillis(written.toMillis() + 60_000));
        assertThat(Configuration.fromFile(store).current().get(Keys.WAIT_SECONDS_FOR_SERVICE))
                .isEqualTo(5);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFileThatAnyUserCanWriteToIsWarnedOf() throws Exception {
        configuration.update("waitSecondsForService=7");
        assertThat(Configuration.fromFile(store).warnings()).isEmpty();

        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(Configuration.fromFile(store).warnings())
                .containsExactly("any user of this machine can write to " + store + "; chmod o-w it");
    }

    @Test
    void allKeysButThoseOfSecurityArePrintedInTheOrderOfTheTable() {
        assertThat(configuration.asLines())
                .startsWith("kvConfigPath=" + Keys.KV_CONFIG_PATH.defaultValue(), "configStorePath=" + store)
                .contains("listenPort=9876", "clientWorkerThreads=4")
                .noneMatch(line -> line.startsWith("tls."));
    }
}
