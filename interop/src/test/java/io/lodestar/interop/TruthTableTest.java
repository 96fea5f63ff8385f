package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of field reports names tests that are there, and leaves no report out. */
final class TruthTableTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:IT|Test))\\.(\\w+)`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:\\d+\\.\\d+(?:, )?)+) ");
    private static final List<String> REPORTS =
            List.of(("1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 1.9 1.10 1.11 1.12 1.13 1.15 1.16 1.22 1.23 1.24 1.25 1.27 "
                            + "1.28 1.29 1.30 1.32 1.35 1.36 1.40 1.41 1.42 1.43 4.12 4.13 4.14 4.33 5.5 5.9 5.10")
                    .split(" "));

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        var sources = sources();

        for (var test : matches(TEST)) {
            assertThat(sources)
                    .as("a file of %s with a test %s", test.group(1), test.group(2))
                    .anyMatch(file -> file.endsWith(test.group(1) + ".java")
                            && text(file).contains("void " + test.group(2) + "("));
        }
    }

    @Test
    void everyReportHasItsRow() throws IOException {
        var reported = matches(ROW).stream().flatMap(row -> List.of(row.group(1).split(", ")).stream());

        assertThat(reported).containsExactlyInAnyOrderElementsOf(REPORTS);
    }

    private static List<MatchResult> matches(Pattern pattern) throws IOException {
        var table = Files.readString(Checkout.path("docs/truth.md"));
        return pattern.matcher(table).results().toList();
    }

    private static List<Path> sources() {
        return Stream.of("protocol", "registry", "transport", "server", "interop")
                .map(module -> Checkout.path(module).resolve("src/test/java"))
                .flatMap(TruthTableTest::files)
                .toList();
    }

    private static Stream<Path> files(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
