package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the next server finds, and what it needs to start. */
class RestartTest {
    @TempDir
    private Path home;

    private Settings settings() {
        return Settings.defaults()
                .with(Keys.LISTEN_PORT, 0)
                .with(Keys.KV_CONFIG_PATH, home.resolve("kvConfig.json"))
                .with(Keys.CONFIG_STORE_PATH, home.resolve("namesrv.properties"));
    }

    private static NameServer start(Settings settings) throws StartException {
        return NameServer.start(Configuration.of(settings));
    }

    @Test
    void twoServersDoNotShareAStateFolder() throws StartException {
        try (var first = start(settings())) {
            assertThatThrownBy(() -> start(settings()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(home.resolve("lodestar-0").toString())
                    .hasMessageContaining("another name server uses it; set stateFolder to");
            first.close();

            start(settings()).close();
        }
    }

    @Test
    void aServerThatCannotListenGivesItsStateFolderBack() throws StartException {
        var other = settings().with(Keys.STATE_FOLDER, home.resolve("other"));
        try (var first = start(settings())) {
            int taken = first.address().getPort();

            assertThatThrownBy(() -> start(other.with(Keys.LISTEN_PORT, taken)))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("listenPort");

            start(other).close();
        }
    }
}
