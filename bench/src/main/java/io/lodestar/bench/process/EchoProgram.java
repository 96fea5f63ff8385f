package io.lodestar.bench.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The echo, compiled on this machine. */
public final class EchoProgram {
    private static final String SOURCE = "echo.c";

    private final Path program;

    private EchoProgram(Path program) {
        this.program = program;
    }

    /** Compiles it into the folder; empty where there is no C compiler, or no epoll to compile it with. */
    public static Optional<EchoProgram> compile(Path folder) throws IOException, InterruptedException {
        if (!Pinning.onPath("cc")) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        var source = folder.resolve(SOURCE);
        try (InputStream text = Stream.ofNullable(EchoProgram.class.getResourceAsStream(SOURCE))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no resource " + SOURCE))) {
            Files.copy(text, source);
        }
        var program = folder.resolve("echo");
        var compiler = new ProcessBuilder("cc", "-O2", "-o", program.toString(), source.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("cc.log").toFile())
                .start();
        return compiler.waitFor() == 0 ? Optional.of(new EchoProgram(program)) : Optional.empty();
    }

    /** The command that serves the answer in the file on the port. */
    public List<String> command(int port, Path answer) {
        return List.of(program.toString(), Integer.toString(port), answer.toString());
    }
}
