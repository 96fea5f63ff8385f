package io.lodestar.bench.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps servers on the first CPU and this process on the others, where the system has a way to say so and two CPUs. */
public final class Pinning {
    private static final String TASKSET = "taskset";

    private final int cpus;
    private final boolean effective;

    private Pinning(int cpus, boolean effective) {
        this.cpus = cpus;
        this.effective = effective;
    }

    /** Moves this process off the first CPU. */
    public static Pinning begin() throws IOException, InterruptedException {
        int cpus = Runtime.getRuntime().availableProcessors();
        boolean possible = cpus > 1 && onPath(TASKSET);
        if (possible) {
            long self = ProcessHandle.current().pid();
            var taskset = new ProcessBuilder(TASKSET, "-a", "-p", "-c", others(cpus), Long.toString(self))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            possible = taskset.waitFor() == 0;
        }
        return new Pinning(cpus, possible);
    }

    /** Everything runs where the system puts it. */
    public static Pinning none() {
        return new Pinning(Runtime.getRuntime().availableProcessors(), false);
    }

    /** The command that runs a server where servers run. */
    public List<String> server(List<String> command) {
        var pinned = new ArrayList<String>();
        if (effective) {
            pinned.addAll(List.of(TASKSET, "-c", "0"));
        }
        pinned.addAll(command);
        return pinned;
    }

    /** For people. */
    public String describe() {
        return effective
                ? "servers pinned to CPU 0 of " + cpus + ", the load to " + others(cpus)
                : "nothing is pinned, " + cpus + " CPUs for all";
    }

    private static String others(int cpus) {
        return "1-" + (cpus - 1);
    }

    /** Whether a program can be run by its name. */
    static boolean onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
