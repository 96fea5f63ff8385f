package io.lodestar.server.journal;

import io.lodestar.server.store.FileTrouble;
import io.lodestar.server.store.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in files: entries go to the end of the newest, and the oldest is deleted when all of them would take more than the limit.
 *
 * <p>A process that is killed leaves at most one torn record, at the end of the newest file; opening cuts it off. Damage anywhere else is
 * passed over.
 */
final class SegmentFolder implements Shelf {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentFolder.class);
    private static final int SEGMENTS = 16;

    /** How many files are read at start: a full journal of a large cluster takes seconds. */
    private static final int SHOWN = 4;

    private final Path folder;
    private final long maxBytes;

    /** Oldest first. Changed by the appending thread only. */
    private final List<Segment> segments = new CopyOnWriteArrayList<>();

    /** Writes to the newest segment; empty when the next entry needs a new one. Confined to the appending thread. */
    private Optional<FileChannel> current = Optional.empty();

    private SegmentFolder(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /** Opens the folder, which comes into being if need be, and shows the newest entries in it, oldest first. */
    static SegmentFolder open(Path folder, long maxBytes, Consumer<ByteBuffer> found) throws IOException {
        OwnerOnly.createFolders(folder);
        var opened = new SegmentFolder(folder, maxBytes);
        try (var files = Files.list(folder)) {
            var paths = files.filter(Segment::isNamedLikeOne)
                    .sorted(Comparator.comparingLong(Segment::firstNumber))
                    .toList();
            for (int age = paths.size() - 1; age >= 0; age--) {
                opened.load(paths.get(paths.size() - 1 - age), age, found);
            }
        }
        return opened;
    }

    /**
     * Takes a file over.
     *
     * @param age how many files are newer
     */
    private void load(Path path, int age, Consumer<ByteBuffer> found) throws IOException {
        var segment = new Segment(path, Files.size(path));
        if (segment.size() < Records.HEAD_LENGTH) {
            Files.delete(path); // it was being created
            return;
        }
        segments.add(segment);
        if (age >= SHOWN) {
            return;
        }
        try {
            var bytes = segment.bytes();
            if (Records.areIn(bytes)) {
                show(segment, Records.in(bytes), age == 0, found);
            } else {
                LOG.warn("{} was written by another release or its beginning is damaged; it is left as it is", path);
            }
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read and is passed over: {}", path, FileTrouble.reason(unreadable));
        }
    }

    private void show(Segment segment, Records records, boolean newest, Consumer<ByteBuffer> found) throws IOException {
        long tail = segment.size() - records.end();
        if (newest) {
            continueAfter(segment, records.end(), tail);
        }
        long passedOver = records.damage() + (newest ? 0 : tail);
        if (passedOver > 0) {
            LOG.warn("{} is damaged: {} bytes in it are passed over", segment.path(), passedOver);
        }
        records.payloads().forEach(found);
    }

    private void continueAfter(Segment segment, long end, long tail) throws IOException {
        var channel = FileChannel.open(segment.path(), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        current = Optional.of(channel);
        if (tail > 0) {
            LOG.warn("The last {} bytes of {} are no whole entry and are cut off", tail, segment.path());
            channel.truncate(end);
            segment.cutTo(end);
        }
    }

    private Segment newest() {
        return segments.get(segments.size() - 1);
    }

    @Override
    public long lastNumber() {
        return segments.isEmpty() ? 0 : newest().firstNumber();
    }

    @Override
    public void append(long number, byte[] payload) throws IOException {
        int length = Records.lengthOf(payload);
        if (current.isPresent() && newest().size() + length > maxBytes / SEGMENTS) {
            closeNewest();
        }
        makeRoomFor(length);
        if (current.isEmpty()) {
            current = Optional.of(begin(number));
        }
        write(Records.framed(payload), current.get(), newest().size());
        newest().growBy(length);
    }

    private void closeNewest() throws IOException {
        var channel = current.orElseThrow();
        current = Optional.empty();
        try (channel) {
            channel.force(false);
        }
    }

    private void makeRoomFor(int length) throws IOException {
        long total = segments.stream().mapToLong(Segment::size).sum() + length + Records.HEAD_LENGTH;
        int kept = current.isPresent() ? 1 : 0;
        while (total > maxBytes && segments.size() > kept) {
            var oldest = segments.get(0);
            Files.deleteIfExists(oldest.path());
            segments.remove(0);
            total -= oldest.size();
        }
    }

    private FileChannel begin(long number) throws IOException {
        var path = folder.resolve(Segment.name(number));
        var channel = Segment.create(path);
        boolean begun = false;
        try {
            var head = ByteBuffer.allocate(Records.HEAD_LENGTH)
                    .putLong(Records.HEAD)
                    .flip();
            write(head, channel, 0);
            begun = true;
        } finally {
            if (!begun) {
                channel.close();
            }
        }
        segments.add(new Segment(path, Records.HEAD_LENGTH));
        return channel;
    }

    /** Writes at a place rather than at the end, so that the next record replaces one that could not be written whole. */
    private static void write(ByteBuffer bytes, FileChannel channel, long place) throws IOException {
        long at = place;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    @Override
    public void force() throws IOException {
        if (current.isPresent()) {
            current.get().force(false);
        }
    }

    @Override
    public List<Volume> volumes() {
        return List.copyOf(segments);
    }

    @Override
    public void close() throws IOException {
        if (current.isPresent()) {
            closeNewest();
        }
    }
}
