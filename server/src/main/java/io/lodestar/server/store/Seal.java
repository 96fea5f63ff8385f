package io.lodestar.server.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * The end of a file as this server writes it, by which damage is told from an operator's hand (decision 20).
 *
 * <pre>
 *   {"configTable":{…},"writtenByLodestar":"2026-11-22T09:00:00Z 0123abcd 456789ef"}
 *   ╰────────────────── CRC32C of all this ────────────────────╯╰──────╯
 *                     ╰──────────────────── CRC32C of all this ────────╯╰──────╯
 * </pre>
 *
 * The file is given the time that stands in it. If the first checksum is wrong, the file was changed since: if it is still of that time, by
 * nobody, for whoever edits or replaces a file gives it another time. The second one is the seal's own. Programs that know nothing of it pass over it.
 */
public enum Seal {
    /** The last member of a JSON object that has others. */
    JSON(",\"writtenByLodestar\":\"", "\"}", "}"),
    /** The last line of a property file, a comment. */
    PROPERTIES("#writtenByLodestar ", "\n", "");

    private static final int TIME_LENGTH = 20;
    private static final int SUM_LENGTH = 8;

    private final String opening;
    private final String closing;
    /** How a content without a seal ends, which goes to the end of the seal. */
    private final String end;

    private final int length;

    Seal(String opening, String closing, String end) {
        this.opening = opening;
        this.closing = closing;
        this.end = end;
        this.length = opening.length() + TIME_LENGTH + 2 * (1 + SUM_LENGTH) + closing.length();
    }

    /** What a seal says of a file. */
    public enum Verdict {
        /** It is what was written. */
        INTACT,
        /** It has no seal: another program or another release wrote it. */
        UNSEALED,
        /** Somebody changed it since. */
        EDITED,
        /** Nobody changed it, and yet it is not what was written. */
        BROKEN
    }

    /** Replaces a file by a content with a seal. */
    public void write(AtomicFile file, byte[] content, Instant now) throws IOException {
        file.write(on(content, now), now);
    }

    byte[] on(byte[] content, Instant time) {
        int begin = content.length - end.length();
        var sealed = Arrays.copyOf(content, begin + length);
        int at = put(opening + time.truncatedTo(ChronoUnit.SECONDS), sealed, begin);
        at = put(" " + sum(sealed, 0, at), sealed, at);
        put(" " + sum(sealed, begin, at) + closing, sealed, at);
        return sealed;
    }

    /** Looks at a file and at what was read of it. */
    public Verdict verdict(Path file, byte[] content) throws IOException {
        if (!isOn(content)) {
            return Verdict.UNSEALED;
        }
        int begin = content.length - length;
        int timeBegin = begin + opening.length();
        int sumBegin = timeBegin + TIME_LENGTH;
        int ownBegin = sumBegin + 1 + SUM_LENGTH;
        if (!text(content, ownBegin + 1, SUM_LENGTH).equals(sum(content, begin, ownBegin))) {
            return Verdict.BROKEN;
        }
        if (text(content, sumBegin + 1, SUM_LENGTH).equals(sum(content, 0, sumBegin))) {
            return Verdict.INTACT;
        }
        var modified = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
        return modified.toString().equals(text(content, timeBegin, TIME_LENGTH)) ? Verdict.BROKEN : Verdict.EDITED;
    }

    /** Returns the content without its seal, if it has one. */
    byte[] off(byte[] content) {
        if (!isOn(content)) {
            return content;
        }
        int begin = content.length - length;
        var bare = Arrays.copyOf(content, begin + end.length());
        put(end, bare, begin);
        return bare;
    }

    /** A seal may be damaged as well: one of which half can be read is there, and its own checksum is wrong. */
    private boolean isOn(byte[] content) {
        int begin = content.length - length;
        int alike = 0;
        for (int at = 0; begin > 0 && at < opening.length(); at++) {
            alike += content[begin + at] == opening.charAt(at) ? 1 : 0;
        }
        return alike > opening.length() / 2;
    }

    /** Puts a text into bytes; returns where it ends. */
    private static int put(String text, byte[] bytes, int at) {
        var put = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(put, 0, bytes, at, put.length);
        return at + put.length;
    }

    private static String sum(byte[] content, int from, int to) {
        var checksum = new CRC32C();
        checksum.update(content, from, to - from);
        return String.format(Locale.ROOT, "%08x", checksum.getValue());
    }

    private static String text(byte[] content, int at, int length) {
        return new String(content, at, length, StandardCharsets.ISO_8859_1);
    }
}
