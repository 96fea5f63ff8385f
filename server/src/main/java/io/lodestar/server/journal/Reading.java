package io.lodestar.server.journal;

import io.lodestar.server.store.FileTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reading of the journal: goes through the volumes in the order that is asked for, until there is enough. */
final class Reading {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    private final Query query;
    private final List<Entry> found = new ArrayList<>();
    private long foundBytes;
    private long lookedBytes;
    private boolean cut;
    private long reached;

    private Reading(Query query) {
        this.query = query;
    }

    static Excerpt of(List<Volume> volumes, Query query) {
        var reading = new Reading(query);
        reading.read(volumes);
        return new Excerpt(reading.found, reading.cut, reading.reached);
    }

    private void read(List<Volume> volumes) {
        for (int step = 0; step < volumes.size() && !isDone(); step++) {
            int index = query.newestFirst() ? volumes.size() - 1 - step : step;
            var volume = volumes.get(index);
            boolean ahead = query.newestFirst()
                    ? query.reaches(volume.firstNumber())
                    : index == volumes.size() - 1
                            || query.reaches(volumes.get(index + 1).firstNumber());
            if (ahead) {
                inOrder(payloads(volume)).forEach(this::look);
            }
        }
    }

    private List<ByteBuffer> inOrder(List<ByteBuffer> payloads) {
        var ordered = new ArrayList<>(payloads);
        if (query.newestFirst()) {
            Collections.reverse(ordered);
        }
        return ordered;
    }

    /** A volume that cannot be read must not hide the others. */
    private static List<ByteBuffer> payloads(Volume volume) {
        try {
            return volume.payloads();
        } catch (NoSuchFileException tooOld) {
            LOG.debug("A file of the journal was deleted to make room while it was to be read", tooOld);
        } catch (IOException unreadable) {
            LOG.warn("A file of the journal cannot be read: {}", FileTrouble.reason(unreadable));
        }
        return List.of();
    }

    private void look(ByteBuffer payload) {
        if (isDone() || !query.reaches(EntryCodec.number(payload))) {
            return;
        }
        if (lookedBytes > query.within().looked()) {
            cut = true;
        } else {
            EntryCodec.decode(payload).ifPresent(this::look);
        }
    }

    private void look(Entry entry) {
        long bytes = entry.event().bytes();
        lookedBytes += bytes;
        if (!query.filter().wants(entry.event())) {
            reached = entry.number();
            return;
        }
        if (!found.isEmpty() && foundBytes + bytes > query.within().found()) {
            cut = true;
        } else {
            reached = entry.number();
            foundBytes += bytes;
            found.add(entry);
        }
    }

    private boolean isDone() {
        return cut || found.size() >= query.limit();
    }
}
