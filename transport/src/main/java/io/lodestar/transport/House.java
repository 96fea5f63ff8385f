package io.lodestar.transport;

import java.time.Duration;
import java.util.Optional;

/**
 * The rules by which all connections of one listener or dialer live.
 *
 * @param maxIdle how long one may carry nothing in either direction; zero for ever
 * @param patience how long slow peers are borne
 * @param unread where it is counted what waits for peers to read it
 * @param places how many there may be, where that is limited
 */
record House(Duration maxIdle, Patience patience, Unread unread, Optional<Places> places) {
    static House ofClient(Duration maxIdle) {
        return new House(maxIdle, Patience.ENDLESS, new Unread(Long.MAX_VALUE, System::nanoTime), Optional.empty());
    }

    /** Gives back the places of a connection that is gone. */
    void leave(ChannelConnection gone) {
        unread.note(gone, 0);
        places.ifPresent(all -> {
            all.leave();
            if (gone.attendance().isCountedFromSource()) {
                all.leaveFrom(Source.of(gone.remoteAddress().getAddress()));
            }
        });
    }
}
