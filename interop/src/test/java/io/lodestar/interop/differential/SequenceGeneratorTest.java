package io.lodestar.interop.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.RequestCode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequenceGeneratorTest {
    private static final int LENGTH = 60;
    private static final int NOTIFICATION = RequestCode.NOTIFY_MIN_BROKER_ID_CHANGE.code();
    private static final int FIRST_OF_LODESTAR = RequestCode.WATCH_ROUTES.code();

    @Test
    void theSameSeedGivesTheSameSteps() {
        List<String> first = shown(sequence(7, 1));

        List<String> second = shown(sequence(7, 1));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void onlyTheNamesDependOnTheRun() {
        List<String> first = shown(sequence(7, 1)).stream()
                .map(SequenceGeneratorTest::withoutRun)
                .toList();

        List<String> second = shown(sequence(7, 2)).stream()
                .map(SequenceGeneratorTest::withoutRun)
                .toList();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void everyRequestThatBothNameServersKnowIsSent() {
        Set<Integer> sent = new TreeSet<>();

        IntStream.range(0, 100).forEach(seed -> sequence(seed, 1).steps().forEach(step -> sent.add(code(step))));

        assertThat(sent)
                .containsAll(Arrays.stream(RequestCode.values())
                        .map(RequestCode::code)
                        .filter(code -> code != NOTIFICATION && code < FIRST_OF_LODESTAR)
                        .toList());
    }

    private static Sequence sequence(long seed, int run) {
        return new SequenceGenerator(seed, new Names(run)).sequence(LENGTH);
    }

    private static List<String> shown(Sequence sequence) {
        return sequence.steps().stream().map(Step::toString).toList();
    }

    private static String withoutRun(String step) {
        return step.replaceAll("q\\d+-|127\\.1\\.\\d+|\\d+-no", "");
    }

    private static int code(Step step) {
        if (step instanceof Step.Ask ask) {
            return ask.request().code();
        }
        if (step instanceof Step.Report) {
            return RequestCode.REGISTER_BROKER.code();
        }
        return step instanceof Step.AskVersion ? RequestCode.QUERY_DATA_VERSION.code() : 0;
    }
}
