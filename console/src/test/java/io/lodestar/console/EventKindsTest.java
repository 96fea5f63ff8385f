package io.lodestar.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages have words for each kind of event that a name server knows, and name no kind that it does not know: it would refuse to look for one. */
class EventKindsTest {
    private static final Path KINDS = Path.of("../server/src/main/java/io/lodestar/server/journal/EventKind.java");
    private static final Pattern CONSTANT = Pattern.compile("^ {4}([A-Z_]+),?$", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("^ {4}([A-Z_]+): '", Pattern.MULTILINE);
    private static final Pattern QUOTED = Pattern.compile("'([A-Z]+(?:_[A-Z]+)+)'");

    @Test
    void eachKindHasAName() throws IOException {
        var kinds = matches(CONSTANT, KINDS);

        var named = matches(WORD, Path.of("app/src/texts/kinds.ts"));

        assertThat(kinds).contains("BROKER_EXPIRED", "CONFLICT");
        assertThat(named).as("the words of app/src/texts/kinds.ts").isEqualTo(kinds);
    }

    @Test
    void noPageLooksForAKindThatIsNone() throws IOException {
        var kinds = matches(CONSTANT, KINDS);

        assertThat(matches(QUOTED, Path.of("app/src/pages/Events.tsx")))
                .isNotEmpty()
                .isSubsetOf(kinds);
    }

    private static TreeSet<String> matches(Pattern pattern, Path file) throws IOException {
        var found = new TreeSet<String>();
        var matcher = pattern.matcher(Files.readString(file));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
