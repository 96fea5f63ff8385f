package io.lodestar.server.store;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A value on disk: reads it, and recovers it from the backup when it is damaged. */
final class KeptFile<T> implements Keeper<T> {
    private static final Logger LOG = LoggerFactory.getLogger(KeptFile.class);

    private final Path path;
    private final Format<T> format;
    private final AtomicFile file;
    private final Clock clock = Clock.systemUTC();

    KeptFile(Path path, Format<T> format) {
        this.path = path;
        this.format = format;
        this.file = new AtomicFile(path);
    }

    @Override
    public void write(T value) throws IOException {
        Seal.JSON.write(file, format.write(value), clock.instant());
    }

    /** Reads the value; a file that is not there holds an empty one. Fails only where a file cannot be read at all. */
    T load() throws IOException {
        sweep();
        if (!Files.exists(path)) {
            if (Files.exists(file.backup())) {
                LOG.warn(
                        "{} {} is not there, but {} is: the server starts without what was in it; if nobody removed it on purpose, copy the backup"
                                + " to its place and start again",
                        format.title(),
                        path,
                        file.backup());
            }
            return format.empty();
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

    /** The value in a file; empty if the file is damaged, which an empty file, or one of blanks, beside a backup also is. */
    private Optional<T> read(Path source) throws IOException {
        var content = Files.readAllBytes(source);
        if (new String(content, StandardCharsets.ISO_8859_1).isBlank() && Files.exists(file.backup())) {
            LOG.error("{} {} is empty, but there is a backup: a crash cut it off", format.title(), source);
            return Optional.empty();
        }
        var verdict = Seal.JSON.verdict(source, content);
        if (verdict == Seal.Verdict.BROKEN) {
            LOG.error(
                    "{} {} is damaged: its checksum is wrong, and nobody changed it since it was written",
                    format.title(),
                    source);
            return Optional.empty();
        }
        try {
            var value = format.read(Seal.JSON.off(content));
            if (verdict == Seal.Verdict.EDITED) {
                LOG.warn(
                        "{} {} was changed by another hand than this server's; it counts as it is now",
                        format.title(),
                        source);
            }
            return Optional.of(value);
        } catch (IOException damage) {
            LOG.error("{} {} is damaged: {}", format.title(), source, damage.getMessage());
            return Optional.empty();
        }
    }

    /** Takes the backup for the damaged file, and keeps what was damaged for the operator to look at. */
    private T recover() throws IOException {
        setAside(path);
        var backup = file.backup();
        var saved = Files.exists(backup) ? read(backup) : Optional.<T>empty();
        if (saved.isPresent()) {
            LOG.error("{} {} was restored from {}: the last change may be missing", format.title(), path, backup);
        } else {
            setAside(backup);
            LOG.error("{} {} could not be restored: the server starts without what was in it", format.title(), path);
        }
        var value = saved.orElseGet(format::empty);
        var now = clock.instant();
        var content = Seal.JSON.on(format.write(value), now);
        file.replace(out -> out.write(content), now);
        return value;
    }

    /** Copies rather than moves, so that a crash meanwhile does not leave the place empty. */
    private static void setAside(Path damaged) throws IOException {
        if (Files.exists(damaged)) {
            var copy = damaged.resolveSibling(damaged.getFileName() + ".damaged");
            Files.deleteIfExists(copy);
            try (var out = Channels.newOutputStream(OwnerOnly.create(copy))) {
                Files.copy(damaged, out);
            }
            LOG.error("What was in {} is kept as {}", damaged, copy);
        }
    }
}
