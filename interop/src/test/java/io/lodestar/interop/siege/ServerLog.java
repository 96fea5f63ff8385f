package io.lodestar.interop.siege;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a server prints, watched for what it must never print. Thread-safe. */
final class ServerLog {
    private static final Pattern FAULT = Pattern.compile(
            " ERROR |LEAK:|internal error|because of a fault|OutOfMemory|StackOverflow|Exception|\tat |fatal error");

    private final Path file;
    private long seen;
    private String unfinished = "";

    ServerLog(Path file) {
        this.file = file;
    }

    /** The lines that were printed since the last call and tell of a fault, a leak or a failure, and those right behind them. */
    synchronized List<String> newFaults() {
        try (var log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(seen);
            var bytes = new byte[(int) Math.min(log.length() - seen, 64 << 20)];
            log.readFully(bytes);
            seen += bytes.length;
            String text = unfinished + Raw.of(bytes);
            int end = text.lastIndexOf('\n') + 1;
            unfinished = text.substring(end);
            return text.substring(0, end)
                    .lines()
                    .filter(line -> FAULT.matcher(line).find())
                    .limit(200)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
