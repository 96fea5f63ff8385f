package io.lodestar.server.journal;

import io.lodestar.server.store.OwnerOnly;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One file of the journal: its name says with which entry it begins, its size how much of it is there. */
final class Segment implements Volume {
    private static final Pattern NAME = Pattern.compile("journal-(\\d{6,18})\\.log");

    /** A sixteenth of the largest journal, and one entry. */
    private static final int MAX_BYTES = 68 << 20;

    private final Path path;
    private final long firstNumber;

    /** How many bytes hold whole records; whatever follows is not there yet. Written by the appending thread only. */
    private volatile long size;

    Segment(Path path, long size) {
        this.path = path;
        this.firstNumber = firstNumber(path);
        this.size = size;
    }

    /** Returns the name of the file that begins with an entry. */
    static String name(long firstNumber) {
        return String.format(Locale.ROOT, "journal-%06d.log", firstNumber);
    }

    static boolean isNamedLikeOne(Path path) {
        return NAME.matcher(path.getFileName().toString()).matches();
    }

    /** Returns the number of the first entry in a file, by its name. */
    static long firstNumber(Path path) {
        var name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(path + " is no file of the journal");
        }
        return Long.parseLong(name.group(1));
    }

    /** Creates a file, in the place of any that has its name. */
    static FileChannel create(Path path) throws IOException {
        Files.deleteIfExists(path);
        return OwnerOnly.create(path);
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes it
    void growBy(long bytes) {
        size += bytes;
    }

    void cutTo(long bytes) {
        size = bytes;
    }

    @Override
    public long firstNumber() {
        return firstNumber;
    }

    @Override
    public List<ByteBuffer> payloads() throws IOException {
        var bytes = bytes();
        return Records.areIn(bytes) ? Records.in(bytes).payloads() : List.of();
    }

    /** Reads the file, as far as it is there. */
    ByteBuffer bytes() throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (size > MAX_BYTES) {
                throw new IOException("it has " + size + " bytes, and no file of a journal has more than " + MAX_BYTES);
            }
            var bytes = ByteBuffer.allocate((int) size);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new EOFException("it ends after " + bytes.position() + " of " + size + " bytes");
                }
            }
            return bytes.flip();
        }
    }
}
