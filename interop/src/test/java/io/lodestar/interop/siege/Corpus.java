package io.lodestar.interop.siege;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Inputs worth keeping, a file each: lines of hexadecimal bytes, and lines that start with # and say what they are. A file
 * whose name starts with {@code open-} leaves its connection as it was.
 */
final class Corpus {
    private static final String SUFFIX = ".hex";
    private static final String OPEN = "open-";
    private static final int BYTES_PER_LINE = 64;

    private Corpus() {}

    /** All inputs of a folder, in the order of their names. */
    static List<Input> in(Path folder) {
        try (var files = Files.list(folder)) {
            var inputs = new ArrayList<Input>();
            for (var file : files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                inputs.add(read(file, -1 - inputs.size()));
            }
            return inputs;
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }

    /** Keeps inputs as one, for a look at them, and for the corpus when what they show is mended. */
    static void keep(Path file, String comment, List<Input> inputs) {
        var bytes = Message.written(out -> {
            for (var input : inputs) {
                out.write(input.bytes());
            }
        });
        var lines = new ArrayList<String>();
        comment.lines().map(line -> "# " + line).forEach(lines::add);
        for (int from = 0; from < bytes.length; from += BYTES_PER_LINE) {
            lines.add(HexFormat.of().formatHex(bytes, from, Math.min(bytes.length, from + BYTES_PER_LINE)));
        }
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private static Input read(Path file, int number) throws IOException {
        var hex = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.startsWith("#"))
                .map(String::strip)
                .collect(Collectors.joining());
        var name = file.getFileName().toString();
        return new Input(number, name, HexFormat.of().parseHex(hex), !name.startsWith(OPEN), false);
    }
}
