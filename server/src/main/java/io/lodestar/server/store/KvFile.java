package io.lodestar.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The KV table on disk: reads it, and recovers it from the backup when it is damaged. */
final class KvFile {

    private static final Logger LOG = LoggerFactory.getLogger(KvFile.class);

    private final Path path;
    private final AtomicFile file;

    KvFile(Path path) {
        this.path = path;
        this.file = new AtomicFile(path);
    }

    void write(KvTable table) throws IOException {
        file.write(KvJson.write(table));
    }

    /** Reads the table; a file that is not there holds an empty one. Fails only where a file cannot be read at all. */
    KvTable load() throws IOException {
        sweep();
        if (!Files.exists(path)) {
            return KvTable.EMPTY;
        }
        var loaded = read(path);
        return loaded.isPresent() ? loaded.get() : recover();
    }

    private void sweep() {
        try {
            file.sweep();
        } catch (IOException failure) {
            LOG.warn("What a killed process left beside {} stays: {}", path, FileTrouble.reason(failure));
        }
    }

    /** The table in a file; empty if the file is damaged, which an empty file beside a backup also is. */
    private Optional<KvTable> read(Path source) throws IOException {
        var content = Files.readAllBytes(source);
        if (content.length == 0 && Files.exists(file.backup())) {
            LOG.error("KV file {} is empty, but there is a backup: a crash cut it off", source);
            return Optional.empty();
        }
        try {
            return Optional.of(KvJson.read(content));
        } catch (IOException damage) {
            LOG.error("KV file {} is damaged: {}", source, damage.getMessage());
            return Optional.empty();
        }
    }

    /** Takes the backup for the damaged file, and keeps what was damaged for the operator to look at. */
    private KvTable recover() throws IOException {
        setAside(path);
        var backup = file.backup();
        var saved = Files.exists(backup) ? read(backup) : Optional.<KvTable>empty();
        if (saved.isPresent()) {
            LOG.error("KV file {} was restored from {}: the last change may be missing", path, backup);
        } else {
            setAside(backup);
            LOG.error("KV file {} could not be restored: the KV configuration starts empty", path);
        }
        var table = saved.orElse(KvTable.EMPTY);
        file.repair(KvJson.write(table));
        return table;
    }

    /** Copies rather than moves, so that a crash meanwhile does not leave the place empty. */
    private static void setAside(Path damaged) throws IOException {
        if (Files.exists(damaged)) {
            var copy = damaged.resolveSibling(damaged.getFileName() + ".damaged");
            Files.copy(damaged, copy, StandardCopyOption.REPLACE_EXISTING);
            LOG.error("What was in {} is kept as {}", damaged, copy);
        }
    }
}
