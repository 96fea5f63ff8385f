package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What our pages show is what our tests run: a block under {@code <!-- example: NAME -->} is a region of a test source, or a file of expected
 * output. With {@code -Dlodestar.examples=write} the pages are written anew from them.
 */
final class ExamplesTest {
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^<!-- example: (\\S+) -->\\n```(\\w*)\\n((?:\\$ [^\\n]*\\n)*)(.*?)\\n?^```$");
    private static final Pattern MARKED = Pattern.compile("(?m)^<!-- example: ");
    private static final Pattern BARE = Pattern.compile("(?m)(?<! -->\\n)^```java$");
    private static final boolean WRITES = Objects.equals(System.getProperty("lodestar.examples"), "write");

    private final ExampleSources sources = ExampleSources.read();

    @Test
    void everyExampleIsWhatTheTestsRun() {
        for (var page : pages()) {
            if (WRITES) {
                rewrite(page);
            }

            for (var block : blocks(page)) {
                assertThat(block.group(4))
                        .as("example %s in %s; -Dlodestar.examples=write copies it there", block.group(1), page)
                        .isEqualTo(sources.text(block.group(1)));
            }
        }
    }

    @Test
    void allJavaInPagesIsAnExample() {
        for (var page : pages()) {
            assertThat(BARE.matcher(text(page)).results().count())
                    .as("blocks of Java in %s without <!-- example: NAME --> above, which no test runs", page)
                    .isZero();
        }
    }

    @Test
    void everyMarkInAPageIsFollowedByABlock() {
        for (var page : pages()) {
            assertThat(blocks(page))
                    .as("blocks right under their marks in %s", page)
                    .hasSize((int) MARKED.matcher(text(page)).results().count());
        }
    }

    @Test
    void everyExampleIsShownSomewhere() {
        var shown = pages().stream()
                .flatMap(page -> blocks(page).stream())
                .map(block -> block.group(1))
                .toList();

        assertThat(shown).as("examples that a page shows").containsAll(sources.names());
    }

    private void rewrite(Path page) {
        var fresh = BLOCK.matcher(text(page))
                .replaceAll(block -> Matcher.quoteReplacement("<!-- example: " + block.group(1) + " -->\n```"
                        + block.group(2) + "\n" + block.group(3) + sources.text(block.group(1)) + "\n```"));
        try {
            Files.writeString(page, fresh);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<MatchResult> blocks(Path page) {
        return BLOCK.matcher(text(page)).results().toList();
    }

    private static List<Path> pages() {
        try (var pages = Files.list(Checkout.path("docs"))) {
            return pages.filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
