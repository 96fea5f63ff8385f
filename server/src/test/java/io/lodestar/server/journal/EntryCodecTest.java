package io.lodestar.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Entries as bytes, of this release and of earlier ones. */
class EntryCodecTest {
    private static final Event DRAIN =
            Event.of(EventKind.DRAIN_SET, "").ofBroker("a").by("10.0.0.1:5");

    @Test
    void anEntryOfAReleaseWithoutAccountsIsReadAsBefore() {
        var entry = new Entry(7, 1_700_000_000_000L, DRAIN);
        var bytes = EntryCodec.encode(entry);
        var earlier = Arrays.copyOf(bytes, bytes.length - 1); // the byte that says there is no account

        assertThat(EntryCodec.decode(ByteBuffer.wrap(earlier))).contains(entry);
    }

    @Test
    void theAccountComesBack() {
        var entry = new Entry(7, 1_700_000_000_000L, DRAIN.as(Optional.of("operator")));

        assertThat(EntryCodec.decode(ByteBuffer.wrap(EntryCodec.encode(entry)))).contains(entry);
    }
}
