package io.lodestar.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** How much of a JVM's heap is reachable, by its own histogram of classes, for which it collects all garbage first. */
public final class LiveHeap {
    private static final Pattern TOTAL = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)", Pattern.MULTILINE);

    private LiveHeap() {}

    /** The bytes of all live objects of a process. */
    public static long bytes(long pid) throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (var output = process.getInputStream()) {
            var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            var total = TOTAL.matcher(text);
            if (!total.find()) {
                throw new IOException("jcmd tells no total of live objects: "
                        + text.lines().limit(5).toList());
            }
            return Long.parseLong(total.group(1));
        }
    }
}
