package io.lodestar.interop.siege;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

/** What one siege did to the server and to who asked it meanwhile. */
record Siege(String deed, String outcome, HonestClient client, long resident, long direct, long threads) {
    private static final int MAX_THREADS = 100;

    void check(long p99LimitMicros, long residentLimit) {
        assertThat(client.fault()).as("the honest client's trouble: %s", deed).isEmpty();
        assertThat(client.micros().getValueAtPercentile(99))
                .as("microseconds within which 99 of 100 were answered: %s", deed)
                .isLessThan(p99LimitMicros);
        assertThat(resident).as("bytes of memory: %s", deed).isLessThan(residentLimit);
        assertThat(threads).as("threads: %s", deed).isLessThan(MAX_THREADS);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s (%s): %s%s; %d MiB resident, %d MiB direct, %d threads",
                deed,
                outcome,
                client.summary(),
                client.fault().map(fault -> ", " + fault).orElse(""),
                resident >> 20,
                direct >> 20,
                threads);
    }
}
