package io.lodestar.interop.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.NameServerProcess;
import io.lodestar.interop.NameServerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Plays random sequences of requests to Apache's name server and to ours, which must answer alike but for the table of
 * {@link IntendedDifference}s.
 *
 * <ul>
 *   <li>{@code lodestar.differential.sequences}: how many sequences, 200 by default
 *   <li>{@code lodestar.differential.first}: the seed of the first sequence
 *   <li>{@code lodestar.differential.seed}: runs the sequence of this seed alone
 *   <li>{@code lodestar.differential.server}: {@code apache} puts a second one of Apache's in our place, without the table
 * </ul>
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class DifferentialIT {
    private static final int LENGTH = 60;
    private static final int ENOUGH_FAILURES = 3;
    private static final int MOST_UNREPRODUCED = 3;
    private static final int SEQUENCES_TO_NOTICE_A_FAULT = 40;
    private static final NameServerProgram SUBJECT = NameServerProgram.valueOf(
            System.getProperty("lodestar.differential.server", "lodestar").toUpperCase(Locale.ROOT));

    private static final AtomicInteger RUNS = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static NameServerProcess apache;
    private static NameServerProcess subject;

    @BeforeAll
    static void startBoth() {
        apache = NameServerProcess.start(NameServerProgram.APACHE, folder.resolve("apache"), Map.of());
        subject = NameServerProcess.start(SUBJECT, folder.resolve("subject"), Map.of());
    }

    @AfterAll
    static void stopBoth() {
        subject.close();
        apache.close();
    }

    private static Optional<Usage> table() {
        return SUBJECT == NameServerProgram.APACHE ? Optional.empty() : Optional.of(new Usage());
    }

    @Test
    void bothServersAnswerAlike() throws IOException {
        Optional<Usage> table = table();
        Arena arena = new Arena(
                apache.port(),
                subject.port(),
                RUNS::incrementAndGet,
                table,
                port -> new Server("the server under test", port));

        List<String> failures = new ArrayList<>();
        for (long seed : seeds()) {
            arena.failureOf(seed, LENGTH).ifPresent(failures::add);
            if (failures.size() == ENOUGH_FAILURES) {
                break;
            }
        }

        Files.writeString(
                Path.of("target", "differential.txt"),
                table.map(Usage::report).orElse("no table\n") + String.join("\n", arena.unreproduced()));
        assertThat(failures)
                .withFailMessage(() -> "the servers differ outside the table:\n" + String.join("\n\n", failures))
                .isEmpty();
        assertThat(arena.unreproduced()).hasSizeLessThanOrEqualTo(MOST_UNREPRODUCED);
    }

    private static List<Long> seeds() {
        Long alone = Long.getLong("lodestar.differential.seed");
        long first = Long.getLong("lodestar.differential.first", 1);
        return alone == null
                ? LongStream.range(first, first + Long.getLong("lodestar.differential.sequences", 200))
                        .boxed()
                        .toList()
                : List.of(alone);
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedFaultIsNoticed(Fault fault) {
        Arena arena = new Arena(
                apache.port(), subject.port(), RUNS::incrementAndGet, table(), port -> new FaultyServer(port, fault));

        Optional<Failure> noticed = LongStream.rangeClosed(1, SEQUENCES_TO_NOTICE_A_FAULT)
                .mapToObj(seed -> arena.firstFailureOf(seed, LENGTH))
                .flatMap(Optional::stream)
                .findFirst();

        assertThat(noticed)
                .as("what the comparison says of a server where " + fault)
                .isPresent();
    }
}
