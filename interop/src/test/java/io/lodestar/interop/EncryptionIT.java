package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Real programs find the server over TLS, in each mode. */
@ExtendWith(OnStage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EncryptionIT {
    private static final int MESSAGES = 20;

    private final Scene scene;
    private final Papers papers;
    private final Map<String, NameServerProcess> servers = new HashMap<>();

    EncryptionIT(Scene scene) {
        this.scene = scene;
        this.papers = new Papers(scene.folder(), "authority");
    }

    @ParameterizedTest(name = "{0}: TLS 1.3 {1}, TLS 1.2 {1}, TLS 1.1 refused, plain {2}")
    @CsvSource({"disabled, refused, answered", "permissive, answered, answered", "enforcing, answered, refused"})
    void eachModeTakesWhatItSays(String mode, String encrypted, String plain) {
        var server = server(mode);

        assertThat(server.routes().isAnswered()).isEqualTo(plain.equals("answered"));
        assertThat(isAnsweredOverTls(server, "-tls1_3")).isEqualTo(encrypted.equals("answered"));
        assertThat(isAnsweredOverTls(server, "-tls1_2")).isEqualTo(encrypted.equals("answered"));
        assertThat(isAnsweredOverTls(server, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Release.class,
            names = {"V5_5_0", "V4_9_7"})
    void aFleetInWhichAllAreEncryptedAndVerifyEachOtherSendsAndReceives(Release release) {
        var server = strictServer();
        var name = "encrypted-" + release.version();
        scene.broker(withSecurity(BrokerSettings.master(release, name, server.address()))
                .with("autoCreateTopicEnable", "true"));
        var client = scene.client(release, server.address(), security());
        Waiting.until("a route to " + name + " over TLS")
                .ignoreExceptions()
                .until(() -> !client.publishQueues(name).isEmpty());

        var sent = client.send("secret-" + release.name(), MESSAGES, "message");
        var received = client.receive("secret-" + release.name(), "readers", MESSAGES);

        assertThat(sent).hasSize(MESSAGES);
        assertThat(received).hasSizeGreaterThanOrEqualTo(MESSAGES);
    }

    private NameServerProcess server(String mode) {
        return servers.computeIfAbsent(
                mode, key -> scene.nameServer(NameServerProgram.underTest(), Map.of("tls.server.mode", mode)));
    }

    private NameServerProcess strictServer() {
        return servers.computeIfAbsent("strict", key -> {
            var settings = new HashMap<>(papers.settings("server", "name-server"));
            lock(settings);
            settings.putAll(Map.of(
                    "tls.server.mode", "enforcing",
                    "tls.server.need.client.auth", "require",
                    "tls.server.authClient", "true"));
            return scene.nameServer(NameServerProgram.underTest(), settings);
        });
    }

    /** Has OpenSSL put a password on the server's key, as operators do. */
    private void lock(Map<String, String> settings) {
        var open = papers.path("name-server.key").toString();
        papers.replace("password", "open sesame\n");
        var password = papers.path("password").toString();
        run("openssl", "pkcs8", "-topk8", "-in", open, "-out", open + ".locked", "-passout", "file:" + password);
        settings.put("tls.server.keyPath", open + ".locked");
        settings.put("tls.server.keyPasswordPath", password);
    }

    private static void run(String... command) {
        try {
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                    .as(String.join(" ", command))
                    .isZero();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private BrokerSettings withSecurity(BrokerSettings broker) {
        var extended = broker;
        for (var setting : security().entrySet()) {
            extended = extended.with(setting.getKey(), setting.getValue());
        }
        return extended;
    }

    /** For a broker or a client: encrypted in both directions, with a certificate, and verifying the other side. */
    private Map<String, String> security() {
        var settings = new HashMap<>(papers.settings("client", "member"));
        settings.putAll(papers.settings("server", "member"));
        settings.putAll(Map.of(
                "tls.enable", "true",
                "tls.config.file", papers.path("none").toString(),
                "tls.test.mode.enable", "false",
                "tls.client.authServer", "true",
                "tls.server.need.client.auth", "require",
                "tls.server.authClient", "true"));
        return settings;
    }

    /** Has OpenSSL's own client send a request, and returns whether an answer came. */
    private boolean isAnsweredOverTls(NameServerProcess server, String... options) {
        var command = new ArrayList<>(List.of(
                "openssl", "s_client", "-connect", server.address(), "-quiet", "-ign_eof", "-servername", "localhost"));
        command.addAll(List.of(options));
        try {
            var client =
                    new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
            try (var in = client.getInputStream();
                    var out = client.getOutputStream()) {
                out.write(EncryptedProbe.request());
                out.flush();
                byte[] start = in.readNBytes(60);
                return new String(start, StandardCharsets.ISO_8859_1).contains("\"code\":17");
            } finally {
                client.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
