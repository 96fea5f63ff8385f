package io.lodestar.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages that are committed are those that the sources beside them make. */
class BuiltPagesTest {
    private static final String REMEDY =
            "build the pages anew with \"mvn process-resources -pl console -Dconsole.build\" and commit what it writes";

    private static final Set<String> NOT_SOURCES = Set.of("node_modules", "dist", "coverage");

    @Test
    void thePagesWereBuiltFromTheseSources() throws IOException {
        var recorded = recorded(name -> name.startsWith("app/"));

        var found = digests(Path.of("app"));

        assertThat(found).as(REMEDY).isNotEmpty().isEqualTo(recorded);
    }

    @Test
    void nobodyChangedThePagesAfterwards() throws IOException {
        var recorded = recorded(name -> !name.startsWith("app/"));

        var found = digests(Path.of("src", "main", "resources"));

        assertThat(found).as(REMEDY).isEqualTo(recorded);
    }

    private static Map<String, String> recorded(Predicate<String> isMeant) throws IOException {
        try (var lines = Files.lines(Path.of("built.sha256"))) {
            return lines.map(line -> line.split(" {2}", 2))
                    .filter(parts -> isMeant.test(parts[1]))
                    .collect(Collectors.toMap(
                            parts -> parts[1], parts -> parts[0], (one, other) -> other, TreeMap::new));
        }
    }

    private static Map<String, String> digests(Path root) throws IOException {
        var digests = new TreeMap<String, String>();
        for (var file : Files.exists(root) ? filesBelow(root) : List.<Path>of()) {
            digests.put(file.toString().replace('\\', '/'), digest(file));
        }
        return digests;
    }

    private static List<Path> filesBelow(Path root) throws IOException {
        var files = new ArrayList<Path>();
        try (var children = Files.newDirectoryStream(root)) {
            for (var child : children) {
                if (Files.isRegularFile(child)) {
                    files.add(child);
                } else if (!NOT_SOURCES.contains(child.getFileName().toString())) {
                    files.addAll(filesBelow(child));
                }
            }
        }
        return files;
    }

    private static String digest(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }
}
