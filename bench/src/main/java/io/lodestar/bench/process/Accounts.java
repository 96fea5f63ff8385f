package io.lodestar.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What the operating system has counted for one process. Confined to one thread. */
public final class Accounts {
    private static final long BYTES_PER_KIB = 1024;

    private final Path folder;
    private final Map<String, Long> nanosByThread = new HashMap<>();

    /** The accounts of a process. */
    public Accounts(long pid) {
        this.folder = Path.of("/proc", Long.toString(pid));
    }

    /**
     * For how long its threads have run, to the nanosecond; a thread that ended counts as when it was last looked at.
     *
     * @throws IOException when the process has gone
     */
    public long cpuNanos() throws IOException {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder.resolve("task"))) {
            for (var thread : threads) {
                look(thread);
            }
        }
        return nanosByThread.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How much of its memory is in RAM. */
    public long residentBytes() throws IOException {
        return kibibytes("VmRSS:") * BYTES_PER_KIB;
    }

    private void look(Path thread) throws IOException {
        try {
            var fields = Files.readString(thread.resolve("schedstat"), StandardCharsets.US_ASCII);
            nanosByThread.put(
                    thread.getFileName().toString(), Long.parseLong(fields.substring(0, fields.indexOf(' '))));
        } catch (IOException e) {
            if (Files.exists(thread)) { // else it ended between the listing and the look
                throw e;
            }
        }
    }

    private long kibibytes(String name) throws IOException {
        try (var lines = Files.lines(folder.resolve("status"), StandardCharsets.US_ASCII)) {
            return lines.filter(line -> line.startsWith(name))
                    .flatMap(line ->
                            Arrays.stream(line.split("\\s+", -1)).skip(1).limit(1))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow(() -> new IOException(folder + " tells no " + name));
        }
    }
}
