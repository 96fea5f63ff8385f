package io.lodestar.client.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Where the addresses of name servers can be looked up. */
interface ServerSource {
    /**
     * Returns the addresses as of now, at least one. May take seconds.
     *
     * @throws IOException when there are none to be had
     */
    List<String> look() throws IOException;

    /** Returns how long they count as known. */
    Duration period();
}
