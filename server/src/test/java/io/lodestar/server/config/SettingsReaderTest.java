package io.lodestar.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.transport.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server starts with: defaults, environment, file, and what is said about mistakes. */
class SettingsReaderTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("namesrv.properties");
    }

    @Test
    void withoutAFileOrAnEnvironmentAllIsAtItsDefault() throws ConfigurationException {
        var read = reader(Map.of(), Map.of()).environment();

        assertThat(Keys.all()).allMatch(read.settings()::isDefault);
        assertThat(read.warnings()).isEmpty();
    }

    @Test
    void valuesOfTheFileHoldAndTheFileIsWhereChangesAreSaved() throws Exception {
        var read = readFile(
                "listenPort = 10911 \norderMessageEnable=TRUE\nconfigStorePath=/elsewhere\nkvConfigPath=~/kv.json");

        assertThat(read.settings().get(Keys.LISTEN_PORT)).isEqualTo(10911);
        assertThat(read.settings().get(Keys.ORDER_MESSAGE_ENABLE)).isTrue();
        assertThat(read.settings().get(Keys.CONFIG_STORE_PATH)).isEqualTo(file);
        assertThat(read.settings().get(Keys.KV_CONFIG_PATH))
                .isEqualTo(Path.of(System.getProperty("user.home"), "kv.json"));
        assertThat(read.warnings()).isEmpty();
    }

    @Test
    void theEnvironmentTellsTheHomeAndSystemPropertiesGiveWayToTheFile() throws Exception {
        Files.writeString(file, "serverSocketBacklog=7\n");
        var reader = reader(
                Map.of("com.rocketmq.remoting.socket.backlog", "5", "com.rocketmq.remoting.frameMaxLength", "5000"),
                Map.of("ROCKETMQ_HOME", "/opt/rocketmq"));

        var settings = reader.environmentAndFile(file).settings();

        assertThat(settings.get(Keys.SERVER_SOCKET_BACKLOG)).isEqualTo(7);
        assertThat(settings.get(Keys.FRAME_MAX_LENGTH)).isEqualTo(5000);
        assertThat(settings.get(Keys.ROCKETMQ_HOME)).isEqualTo("/opt/rocketmq");
    }

    @ParameterizedTest
    @MethodSource("boundedKeys")
    void aValueOutOfBoundsIsAnErrorThatNamesFileKeyValueAndBounds(Key<?> key) {
        assertThatThrownBy(() -> readFile(key.name() + "=-1x"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "%s: %s=-1x must be %s; correct the value or remove the line", file, key, key.description());
    }

    @Test
    void aBadSystemPropertyIsNamedAsOne() {
        var reader = reader(Map.of("com.rocketmq.remoting.socket.backlog", "many"), Map.of());

        assertThatThrownBy(reader::environment)
                .hasMessageStartingWith(
                        "system property com.rocketmq.remoting.socket.backlog: serverSocketBacklog=many");
    }

    @ParameterizedTest
    @MethodSource("ignoredKeys")
    void aKeyThatMeansNothingIsAcceptedWithAWarningUnlessItIsAtItsDefault(Key<?> key) throws Exception {
        var atDefault = readFile(key.name() + "=" + key.defaultText());
        var otherwise = readFile(key.name() + "=" + otherThan(key));

        assertThat(atDefault.warnings()).isEmpty();
        assertThat(otherwise.warnings()).containsExactly(file + ": " + key + " is ignored: " + key.meaning());
    }

    @Test
    void transportSecurityIsReadFromSystemPropertiesThenTheFileThenItsOwnFile() throws Exception {
        var own = Files.writeString(
                folder.resolve("tls.properties"),
                "tls.server.certPath=own.pem\ntls.server.mode=disabled\nlistenPort=1\n");
        var given = Files.writeString(file, "tls.server.certPath=file.pem\ntls.server.keyPath=file.key\n");
        var properties = Map.of(
                "tls.server.mode",
                "enforcing",
                "tls.server.keyPath",
                "property.key",
                "tls.config.file",
                own.toString());

        var read = reader(properties, Map.of()).environmentAndFile(given);

        assertThat(read.settings().get(TlsKeys.SERVER_CERTIFICATE)).isEqualTo(Path.of("own.pem"));
        assertThat(read.settings().get(TlsKeys.SERVER_KEY)).isEqualTo(Path.of("file.key"));
        assertThat(read.settings().get(TlsKeys.MODE)).isEqualTo(TlsMode.ENFORCING);
        assertThat(read.warnings())
                .containsExactly(
                        own + ": listenPort does not count in this file",
                        own + ": tls.server.mode does not count in this file");
    }

    @Test
    void aFileOfTransportSecurityThatIsNamedMustExist() {
        var missing = Map.of("tls.config.file", folder.resolve("missing").toString());

        assertThatThrownBy(() -> reader(missing, Map.of()).environment())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("missing")
                .hasMessageContaining("tls.config.file");
    }

    @Test
    void aModeOfTransportSecurityThatDoesNotExistIsNoPermissiveOne() {
        var reader = reader(Map.of("tls.server.mode", "enforced"), Map.of());

        assertThatThrownBy(reader::environment)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("disabled, permissive, enforcing");
    }

    @Test
    void aMisspeltKeyGetsASuggestionAndForeignKeysOneLine() throws Exception {
        var read = readFile("listenprt=1\nbrokerName=a\nbrokerId=0\n");

        assertThat(read.warnings())
                .containsExactly(
                        file + ": there is no key listenprt; did you mean listenPort?",
                        file + ": these keys mean nothing to a name server: brokerId, brokerName");
    }

    @Test
    void theLicenceInAnXmlCommentIsNoKey() throws Exception {
        var read = readFile("""
                <!--
                  Licensed under some terms, see the NOTICE file;
                  listenPort is described elsewhere.
                  -->
                waitSecondsForService=9
                """);

        assertThat(read.settings().get(Keys.WAIT_SECONDS_FOR_SERVICE)).isEqualTo(9);
        assertThat(read.warnings()).isEmpty();
    }

    @Test
    void aLowMarkAboveTheHighOneIsNamed() {
        assertThatThrownBy(() -> readFile("writeBufferLowWaterMark=9\nwriteBufferHighWaterMark=8\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file + ": writeBufferLowWaterMark=9 must not be above writeBufferHighWaterMark=8");
    }

    @Test
    void marksOfSystemPropertiesMustHoldTogetherToo() {
        var reader = reader(
                Map.of(
                        "com.rocketmq.remoting.write.buffer.low.water.mark",
                        "9",
                        "com.rocketmq.remoting.write.buffer.high.water.mark",
                        "8"),
                Map.of());

        assertThatThrownBy(reader::environment)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "system properties: writeBufferLowWaterMark=9 must not be above writeBufferHighWaterMark=8");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> reader(Map.of(), Map.of()).environmentAndFile(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        file + " cannot be read: there is no such file or folder; give -c an existing property file");
    }

    @Test
    void aBrokenEscapeIsNamed() {
        assertThatThrownBy(() -> readFile("kvConfigPath=C:\\users\\me"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("\\u");
    }

    static Stream<Key<?>> boundedKeys() {
        return Keys.all().stream()
                .filter(key -> key.effect() != Effect.IGNORED)
                .filter(key -> key.defaultValue() instanceof Number || key.defaultValue() instanceof Boolean);
    }

    static Stream<Key<?>> ignoredKeys() {
        return Keys.all().stream().filter(key -> key.effect() == Effect.IGNORED);
    }

    private static String otherThan(Key<?> key) {
        if (key.defaultValue() instanceof Boolean flag) {
            return Boolean.toString(!flag);
        }
        return key.defaultValue() instanceof Number ? "17" : "something else";
    }

    private SettingsReader.Read readFile(String text) throws IOException, ConfigurationException {
        Files.writeString(file, text);
        return reader(Map.of(), Map.of()).environmentAndFile(file);
    }

    private static SettingsReader reader(Map<String, String> properties, Map<String, String> variables) {
        return new SettingsReader(
                name -> Optional.ofNullable(properties.get(name)), name -> Optional.ofNullable(variables.get(name)));
    }
}
