package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.server.journal.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The console, which no compiler sees together with the server, has the server's words. */
class ConsoleWordsTest {
    private static final Pattern KIND = Pattern.compile("\\b[A-Z]+_[A-Z]+\\b|\\bCONFLICT\\b");

    @Test
    void theConsoleHasAWordForEachKindOfEvent() throws IOException {
        assertThat(kindsIn("console/app/src/texts/kinds.ts")).isEqualTo(kinds());
    }

    @Test
    void theTimelineFiltersByKindsThatThereAre() throws IOException {
        var filtered = kindsIn("console/app/src/pages/Events.tsx");

        filtered.remove("BURST_MILLIS");

        assertThat(filtered).as("each event is of some sort").isEqualTo(kinds());
    }

    private static Set<String> kinds() {
        return Arrays.stream(EventKind.values()).map(EventKind::name).collect(Collectors.toSet());
    }

    private static Set<String> kindsIn(String file) throws IOException {
        return KIND.matcher(Files.readString(Checkout.path(file)))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }
}
