package io.lodestar.client.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lodestar.client.ManualScheduler;
import io.lodestar.client.NameServerException;
import io.lodestar.client.NameServers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ServerListTest {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final ManualScheduler time = new ManualScheduler();
    private final Notice notice = new Notice();

    /** A notice board with the addresses; null for one that cannot be read. */
    private static final class Notice implements ServerSource {
        private Optional<List<String>> addresses = Optional.empty();
        private int looks;

        @Override
        public List<String> look() throws IOException {
            looks++;
            return addresses.orElseThrow(() -> new IOException("the notice board is gone"));
        }

        @Override
        public Duration period() {
            return Duration.ofSeconds(120);
        }
    }

    private ServerList started() {
        var list = new ServerList(Optional.of(notice), time, Runnable::run);
        list.start();
        time.advance(Duration.ZERO);
        return list;
    }

    @Test
    void aFixedListIsKnownAtOnce() {
        var list = new ServerList(NameServers.of("a:1;b:2"), time, Runnable::run);

        assertThat(list.current(LIMIT)).isCompletedWithValue(List.of("a:1", "b:2"));
    }

    @Test
    void aListIsReadAgainEachPeriodAndItsChangesAreTold() {
        notice.addresses = Optional.of(List.of("a:1"));
        var list = started();
        var told = new ArrayList<List<String>>();
        var unused = list.onChange(told::add);

        time.advance(Duration.ofSeconds(120));
        notice.addresses = Optional.of(List.of("a:1", "b:2"));
        time.advance(Duration.ofSeconds(119));
        var before = List.copyOf(told);
        time.advance(Duration.ofSeconds(1));

        assertThat(before).isEmpty();
        assertThat(told).containsExactly(List.of("a:1", "b:2"));
        assertThat(list.current(LIMIT)).isCompletedWithValue(List.of("a:1", "b:2"));
    }

    @Test
    void whatWasKnownStaysInUseWhileNothingNewerCanBeFound() {
        notice.addresses = Optional.of(List.of("a:1"));
        var list = started();

        notice.addresses = Optional.empty();
        time.advance(Duration.ofMinutes(10));

        assertThat(list.current(LIMIT)).isCompletedWithValue(List.of("a:1"));
    }

    @Test
    void theFirstListIsLookedForAgainSoonAndEverMoreSeldom() {
        var list = started();

        time.advance(Duration.ofSeconds(1));
        time.advance(Duration.ofSeconds(2));
        time.advance(Duration.ofSeconds(4));
        var looks = notice.looks;
        notice.addresses = Optional.of(List.of("a:1"));
        time.advance(Duration.ofSeconds(8));

        assertThat(looks).isEqualTo(4);
        assertThat(list.current(LIMIT)).isCompletedWithValue(List.of("a:1"));
    }

    @Test
    void whoeverWaitsForTheFirstListIsToldWhyThereIsNone() {
        CompletableFuture<List<String>> waiting = started().current(LIMIT);

        time.advance(LIMIT);

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(waiting::join)
                .withCauseInstanceOf(NameServerException.Unreachable.class)
                .withMessageContaining("not known after 3000 ms: the notice board is gone");
    }

    @Test
    void whoeverWaitsForTheFirstListGetsItWhenItIsThere() {
        CompletableFuture<List<String>> waiting = started().current(LIMIT);

        notice.addresses = Optional.of(List.of("a:1"));
        time.advance(Duration.ofSeconds(1));

        assertThat(waiting).isCompletedWithValue(List.of("a:1"));
    }
}
