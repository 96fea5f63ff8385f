package io.lodestar.server;

import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.store.DrainStore;
import io.lodestar.server.store.FileTrouble;
import io.lodestar.server.store.KvStore;
import io.lodestar.server.store.SnapshotFile;
import io.lodestar.server.store.SnapshotKeeper;
import io.lodestar.server.store.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens what survives a restart, in the files that the settings name, or what stands in for it in a server that keeps nothing. */
final class Storage {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

    private final Settings settings;
    /** Empty in a server that keeps nothing. */
    private final Optional<StateFolder> folder;

    private Storage(Settings settings, Optional<StateFolder> folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /** Takes the state folder, if the settings want one; it is given back by the last step of {@code closing}. */
    static Storage open(Settings settings, Closing closing) throws StartException {
        if (!settings.get(Keys.KEEP_STATE)) {
            return new Storage(settings, Optional.empty());
        }
        var path = stateFolder(settings).toAbsolutePath();
        try {
            var folder = StateFolder.open(path);
            closing.add(folder::close);
            return new Storage(settings, Optional.of(folder));
        } catch (IOException failure) {
            throw new StartException(
                    "the state folder " + path + " cannot be used: " + FileTrouble.reason(failure)
                            + "; set stateFolder to a folder that this server has for itself and can write to",
                    failure);
        }
    }

    private static Path stateFolder(Settings settings) {
        var given = settings.get(Keys.STATE_FOLDER);
        var besideKv = settings.get(Keys.KV_CONFIG_PATH).resolveSibling("lodestar-" + settings.get(Keys.LISTEN_PORT));
        return given.toString().isEmpty() ? besideKv : given;
    }

    Journal journal() {
        var clock = Clock.systemUTC();
        return folder.map(state -> Journal.open(state.file("journal"), settings.get(Keys.JOURNAL_MAX_BYTES), clock))
                .orElseGet(() -> Journal.inMemory(clock));
    }

    KvStore kv() throws StartException {
        if (folder.isEmpty()) {
            return KvStore.inMemory();
        }
        var path = settings.get(Keys.KV_CONFIG_PATH);
        try {
            return KvStore.open(path);
        } catch (IOException failure) {
            throw new StartException(
                    "kvConfigPath " + path + " cannot be read: " + FileTrouble.reason(failure), failure);
        }
    }

    DrainStore drains(Registry registry) throws StartException {
        if (folder.isEmpty()) {
            return DrainStore.inMemory(registry);
        }
        var path = folder.get().file("drains");
        try {
            return DrainStore.open(path, registry);
        } catch (IOException failure) {
            throw new StartException(
                    path + ", which holds the drains, cannot be read: " + FileTrouble.reason(failure), failure);
        }
    }

    /** Fills the registry from the snapshot; empty when there is to be none. */
    Optional<SnapshotThread> warmUp(Registry registry) {
        return folder.flatMap(state -> warmUp(new SnapshotFile(state.file("snapshot"), Clock.systemUTC()), registry));
    }

    private Optional<SnapshotThread> warmUp(SnapshotFile file, Registry registry) {
        if (!settings.get(Keys.WARM_RESTART)) {
            file.remove();
            return Optional.empty();
        }
        file.load().ifPresent(snapshot -> {
            registry.restore(snapshot);
            LOG.info(
                    "Restored from the snapshot: brokers {}, topics {}; a broker that does not report is dropped after its lease",
                    snapshot.seats().size(),
                    registry.topics().size());
        });
        var keeper = new SnapshotKeeper(registry, file, Ticker.system());
        var thread = Executors.newSingleThreadScheduledExecutor(NameServer.named("lodestar-snapshot"));
        return Optional.of(new SnapshotThread(keeper, thread));
    }
}
