package io.lodestar.server.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * An entry as bytes, for checked records of a known format.
 *
 * <pre>
 *   number 8 | time 8 | deflated? 1 | event
 *   event = kind | cluster? | broker name? | count 4 | topics… | detail | by? | account?
 *   a text is its length in 2 bytes and modified UTF-8; what may be absent has a byte 0 or 1 before it
 * </pre>
 *
 * Entries of releases without accounts end before the account. Events of many topics are deflated: one restart of a large broker names ten thousand, which are much alike.
 */
final class EntryCodec {
    private static final int MANY_TOPICS = 16;

    private EntryCodec() {}

    static byte[] encode(Entry entry) {
        var event = entry.event();
        boolean deflated = event.topics().size() >= MANY_TOPICS;
        var bytes = new ByteArrayOutputStream(128);
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(entry.number());
            out.writeLong(entry.timeMillis());
            out.writeBoolean(deflated);
            if (deflated) {
                deflate(event, out);
            } else {
                write(event, out);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // memory does not fail, and texts are short
        }
        return bytes.toByteArray();
    }

    private static void deflate(Event event, OutputStream out) throws IOException {
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try (var inner = new DataOutputStream(new DeflaterOutputStream(out, deflater))) {
            write(event, inner);
        } finally {
            deflater.end();
        }
    }

    private static void write(Event event, DataOutputStream out) throws IOException {
        out.writeUTF(event.kind().name());
        write(event.cluster(), out);
        write(event.brokerName(), out);
        out.writeInt(event.topics().size());
        for (var topic : event.topics()) {
            out.writeUTF(topic);
        }
        out.writeUTF(event.detail());
        write(event.by(), out);
        write(event.account(), out);
    }

    private static void write(Optional<String> text, DataOutputStream out) throws IOException {
        out.writeBoolean(text.isPresent());
        if (text.isPresent()) {
            out.writeUTF(text.get());
        }
    }

    /** Returns the number of the entry in a payload, which is there whatever else is. */
    static long number(ByteBuffer payload) {
        return payload.getLong(payload.position());
    }

    /** Returns the entry in a payload; empty if a later release wrote it and this one does not know what it means. */
    static Optional<Entry> decode(ByteBuffer payload) {
        var bytes = new ByteArrayInputStream(
                payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
        try (var in = new DataInputStream(bytes)) {
            return Optional.of(new Entry(in.readLong(), in.readLong(), event(in)));
        } catch (IOException | IllegalArgumentException foreign) {
            return Optional.empty(); // the checksum was right, so these bytes are as they were written
        }
    }

    private static Event event(DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return read(in);
        }
        try (var inner = new DataInputStream(new InflaterInputStream(in))) {
            return read(inner);
        }
    }

    private static Event read(DataInputStream in) throws IOException {
        var kind = EventKind.valueOf(in.readUTF());
        var cluster = readOptional(in);
        var brokerName = readOptional(in);
        var topics = readTopics(in);
        var detail = in.readUTF();
        var by = readOptional(in);
        return new Event(kind, cluster, brokerName, topics, detail, by, readLast(in));
    }

    private static List<String> readTopics(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count > Scribe.MAX_TOPICS) {
            throw new IOException("an entry of " + count + " topics");
        }
        var topics = new ArrayList<String>();
        for (int read = 0; read < count; read++) {
            topics.add(in.readUTF());
        }
        return topics;
    }

    /** Reads what entries of earlier releases do not have. */
    private static Optional<String> readLast(DataInputStream in) throws IOException {
        return in.read() > 0 ? Optional.of(in.readUTF()) : Optional.empty();
    }

    private static Optional<String> readOptional(DataInputStream in) throws IOException {
        return in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty();
    }
}
