package io.lodestar.server.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepetitionFilterTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // soon wraps
    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Logger log;

    @BeforeEach
    void start() {
        context.addTurboFilter(new RepetitionFilter(nanos::get));
        log = context.getLogger("some");
        lines.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(lines);
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    }

    private List<String> texts() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void whatRepeatsIsLeftOutAndCounted() {
        for (int i = 0; i < 1_000; i++) {
            log.warn("broker {} is refused", i);
        }
        log.info("something else");
        nanos.addAndGet(RepetitionFilter.PERIOD.toNanos());
        log.warn("broker {} is refused", "again");

        assertThat(texts())
                .hasSize(RepetitionFilter.MAX_LINES + 3)
                .containsSequence(
                        "broker 199 is refused",
                        "something else",
                        "800 more lines like this were left out: broker {} is refused",
                        "broker again is refused");
    }

    @Test
    void textsThatAreAllDifferentAreNoWayAround() {
        for (int i = 0; i < 100_000; i++) {
            log.warn("made up " + i);
        }

        assertThat(lines.list).hasSizeLessThanOrEqualTo(RepetitionFilter.MAX_SORTS + RepetitionFilter.MAX_LINES);
    }

    @Test
    void whatSomebodyWantsToSeeIsNotLeftOut() {
        context.getLogger("some").setLevel(Level.DEBUG);

        for (int i = 0; i < 1_000; i++) {
            log.debug("detail {}", i);
        }

        assertThat(lines.list).hasSize(1_000);
    }

    @Test
    void whatIsNotLoggedCountsForNothing() {
        context.getLogger("some").setLevel(Level.ERROR);
        for (int i = 0; i < 1_000; i++) {
            log.warn("broker {} is refused", i);
        }
        context.getLogger("some").setLevel(Level.INFO);

        log.warn("broker {} is refused", "a");

        assertThat(texts()).containsExactly("broker a is refused");
    }
}
