package io.lodestar.server.store;

import io.lodestar.registry.RegistrySnapshot;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshot on disk (decision 10).
 *
 * <pre>
 *   8 bytes   LODESNAP
 *   1 byte    the version of what follows
 *   ...       the snapshot by {@link SnapshotEncoder}, deflated
 *   8 bytes   how many bytes that is, inflated
 *   4 bytes   CRC32C of everything before
 * </pre>
 *
 * What cannot be read costs the snapshot and not the start. One thread at a time may write.
 */
public final class SnapshotFile {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);

    private static final byte[] MAGIC = {'L', 'O', 'D', 'E', 'S', 'N', 'A', 'P'};
    private static final int VERSION = 1;
    private static final int HEAD_BYTES = MAGIC.length + 1;
    private static final int CHECKSUM_BYTES = Integer.BYTES;
    private static final int TAIL_BYTES = Long.BYTES + CHECKSUM_BYTES;
    private static final int BUFFER_BYTES = 1 << 16;

    private static final String DAMAGED = ".damaged-";
    private static final int DAMAGED_KEPT = 3;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path path;
    private final AtomicFile file;
    private final Clock clock;

    /** Nothing is opened or created yet; the clock names what is set aside. */
    public SnapshotFile(Path path, Clock clock) {
        this.path = path.toAbsolutePath();
        this.file = new AtomicFile(this.path);
        this.clock = clock;
    }

    void write(RegistrySnapshot snapshot) throws IOException {
        file.replace(out -> write(snapshot, out));
    }

    private static void write(RegistrySnapshot snapshot, OutputStream out) throws IOException {
        var checksum = new CRC32C();
        var checked = new DataOutputStream(new CheckedOutputStream(out, checksum));
        checked.write(MAGIC);
        checked.write(VERSION);
        checked.writeLong(deflate(snapshot, checked));
        checked.writeInt((int) checksum.getValue());
    }

    private static long deflate(RegistrySnapshot snapshot, OutputStream out) throws IOException {
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            var deflated = new DeflaterOutputStream(out, deflater, BUFFER_BYTES);
            var encoded = new SnapshotOutput(deflated);
            new SnapshotEncoder(encoded).write(snapshot);
            encoded.flush();
            deflated.finish();
            return encoded.length();
        } finally {
            deflater.end();
        }
    }

    /** Reads the snapshot; empty when there is none, or none that can be used, which is then said and set aside. */
    public Optional<RegistrySnapshot> load() {
        sweep();
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read());
        } catch (DamagedException | ZipException | EOFException damage) {
            LOG.error(
                    "Snapshot {} is of no use, the server starts without routes until brokers register: {}",
                    path,
                    damage.getMessage());
            setAside();
        } catch (IOException failure) {
            LOG.error(
                    "Snapshot {} cannot be read, the server starts without routes until brokers register: {}",
                    path,
                    FileTrouble.reason(failure));
        }
        return Optional.empty();
    }

    /** Removes the snapshot, so that no later start takes it for recent. */
    public void remove() {
        sweep();
        try {
            if (Files.deleteIfExists(path)) {
                LOG.info("Snapshot {} was removed, as warmRestart is false", path);
            }
        } catch (IOException failure) {
            LOG.warn("Snapshot {} could not be removed: {}", path, FileTrouble.reason(failure));
        }
    }

    private void sweep() {
        try {
            file.sweep();
        } catch (IOException failure) {
            LOG.warn("What a killed process left beside {} stays: {}", path, FileTrouble.reason(failure));
        }
    }

    private RegistrySnapshot read() throws IOException {
        long size = Files.size(path);
        if (size < HEAD_BYTES + TAIL_BYTES) {
            throw new DamagedException("it has only " + size + " bytes");
        }
        long length = verify(size);
        var inflater = new Inflater();
        try (var in = Files.newInputStream(path)) {
            in.skipNBytes(HEAD_BYTES);
            var inflated = new InflaterInputStream(in, inflater, BUFFER_BYTES);
            return new SnapshotDecoder(new SnapshotInput(inflated, length)).read();
        } finally {
            inflater.end();
        }
    }

    /** Reads the file once for its checksum, so that damage is met before anything is made of the bytes; returns the inflated length. */
    private long verify(long size) throws IOException {
        var checksum = new CRC32C();
        try (var raw = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES)) {
            var in = new DataInputStream(new CheckedInputStream(raw, checksum));
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw new DamagedException("it is no snapshot of a name server");
            }
            int version = in.readUnsignedByte();
            in.skipNBytes(size - HEAD_BYTES - TAIL_BYTES);
            long length = in.readLong();
            int computed = (int) checksum.getValue();
            if (in.readInt() != computed) {
                throw new DamagedException("its checksum is wrong");
            }
            if (version != VERSION) {
                throw new DamagedException("it is of version " + version + ", this release reads version " + VERSION);
            }
            return length;
        }
    }

    private void setAside() {
        var aside = path.resolveSibling(path.getFileName() + DAMAGED + TIME.format(clock.instant()));
        try {
            Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.error("What was in {} is kept as {}", path, aside);
            removeOldest();
        } catch (IOException failure) {
            LOG.warn("Snapshot {} could not be set aside: {}", path, FileTrouble.reason(failure));
        }
    }

    private void removeOldest() throws IOException {
        try (var files = Files.list(path.resolveSibling(""))) {
            var oldest = files.filter(this::isAside)
                    .sorted(Comparator.reverseOrder()) // their names end with the time
                    .skip(DAMAGED_KEPT)
                    .toList();
            for (var surplus : oldest) {
                Files.deleteIfExists(surplus);
            }
        }
    }

    private boolean isAside(Path other) {
        return other.getFileName().toString().startsWith(path.getFileName() + DAMAGED);
    }
}
