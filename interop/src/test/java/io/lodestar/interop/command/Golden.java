package io.lodestar.interop.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What commands are to print, in files. With {@code -Dlodestar.golden=write} the files are written anew, to be looked at before they are committed: first for
 * Lodestar, and for Apache's name server only where that prints something else.
 */
final class Golden {
    private static final Path FOLDER = Checkout.path("interop/src/test/resources/io/lodestar/interop/command");
    private static final boolean WRITES =
            System.getProperty("lodestar.golden", "").equals("write");
    private static final Pattern LENGTH = Pattern.compile(" *\\b\\d+ (ms|s|min|h)\\b");

    private Golden() {}

    /** Compares what was printed with the file of this name. */
    static void check(String name, Party party, String printed) {
        var file = file(name, party);
        assertThat(printed).as("a name server that did not answer").doesNotContain("(exit code 3)");
        if (WRITES) {
            write(name, party, printed);
        } else {
            assertThat(printed)
                    .as("%s, which is written anew with -Dlodestar.golden=write", file)
                    .isEqualTo(content(file));
        }
    }

    private static void write(String name, Party party, String printed) {
        var shared = FOLDER.resolve(name + ".txt");
        var own = FOLDER.resolve(name + party.suffix() + ".txt");
        try {
            Files.createDirectories(FOLDER);
            Files.deleteIfExists(own);
            if (!Files.exists(shared) || !content(shared).equals(printed)) {
                Files.writeString(own, printed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String name, Party party) {
        var own = FOLDER.resolve(name + party.suffix() + ".txt");
        return Files.exists(own) ? own : FOLDER.resolve(name + ".txt");
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: write it with -Dlodestar.golden=write", e);
        }
    }

    /** Takes out what is another text each time: ports, times, lengths of time, numbers of events. */
    static String settled(String printed, String address) {
        var text = printed.replace(address, "127.0.0.1:19876")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "2026-01-01T00:00:00Z")
                .replaceAll("\"(\\w*Millis|number)\": -?\\d+", "\"$1\": 0")
                .replaceAll("\"lastReport\": \"\\w+\"", "\"lastReport\": \"REGISTRATION\"")
                .replaceAll("\\d+ configuration keys", "60 configuration keys")
                .replaceAll("\"epoch\": \"[0-9a-f]+\"", "\"epoch\": \"0\"")
                .replaceAll("127\\.0\\.0\\.1:(?!19876)\\d+", "127.0.0.1:50000");
        // Headings are wider than any length of time, so columns stay as wide as they are.
        return LENGTH.matcher(text)
                .replaceAll(length -> " ".repeat(length.group().length() - 3) + "0 s");
    }
}
