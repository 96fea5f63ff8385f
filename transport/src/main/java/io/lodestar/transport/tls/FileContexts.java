package io.lodestar.transport.tls;

import io.netty.handler.ssl.SslContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts with what stands in files. When the content of one of them changes, and all of them fit together, connections that begin from then on get the
 * new content; those that are open keep what they have. What does not fit is reported once for each change, and changes nothing.
 *
 * <p>Files that belong together are seldom replaced at one stroke: what does not fit is reported only if it still stands there in the next
 * round. It is tried again now and then, since a certificate may become valid by waiting.
 *
 * <p>{@link #refresh()} belongs to one thread at a time; the rest may be called by any.
 */
final class FileContexts {
    private static final Logger LOG = LoggerFactory.getLogger(FileContexts.class);
    private static final Duration NOTICE = Duration.ofDays(14);
    private static final Duration BETWEEN_REMINDERS = Duration.ofDays(1);
    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

    private final Optional<Identity> identity;
    private final Trust trust;
    private final Maker maker;
    private final Clock clock;

    private volatile Made made;

    private String seen;
    private String suspect = "";
    private boolean refused;
    private Instant nextTry = Instant.MIN;
    private Instant nextReminder = Instant.MIN;

    private FileContexts(Optional<Identity> identity, Trust trust, Maker maker, Clock clock) throws TlsException {
        this.identity = identity;
        this.trust = trust;
        this.maker = maker;
        this.clock = clock;
        var files = MaterialFiles.read(identity, trust);
        this.seen = files.fingerprint();
        this.made = make(files);
        remind();
    }

    /**
     * Reads the files.
     *
     * @throws TlsException when one cannot be used; a certificate that is out of date can, and is warned of
     */
    static FileContexts open(Optional<Identity> identity, Trust trust, Maker maker, Clock clock) throws TlsException {
        return new FileContexts(identity, trust, maker, clock);
    }

    /** Returns what a new connection is encrypted with. */
    SslContext current() {
        return made.context();
    }

    /** Returns when this side's certificate ceases to count; empty when it has none. */
    Optional<Instant> expiry() {
        return made.material().credentials().map(Credentials::expiry);
    }

    /** Looks at the files. Waits for the file system. */
    void refresh() {
        try {
            var files = MaterialFiles.read(identity, trust);
            lookAt(files);
        } catch (TlsException unreadable) {
            refuse(String.valueOf(unreadable.getMessage()), unreadable);
        }
        remind();
    }

    private void lookAt(MaterialFiles files) {
        var fingerprint = files.fingerprint();
        if (fingerprint.equals(seen) && !(refused && clock.instant().isAfter(nextTry))) {
            return;
        }
        try {
            var fresh = make(files);
            refuseOutdated(fresh);
            made = fresh;
            seen = fingerprint;
            suspect = "";
            refused = false;
            nextReminder = Instant.MIN;
            LOG.info("New connections are encrypted with {} from now on", fresh.description());
        } catch (TlsException unfit) {
            refuse(fingerprint, unfit);
        }
    }

    private Made make(MaterialFiles files) throws TlsException {
        var material = files.material();
        return new Made(material, maker.make(material));
    }

    /** A certificate that does not count now takes no place of one that does. */
    private void refuseOutdated(Made fresh) throws TlsException {
        var now = clock.instant();
        var flaw = fresh.flawAt(now);
        if (!flaw.isEmpty() && made.flawAt(now).isEmpty()) {
            throw new TlsException(fresh.description() + ": " + flaw);
        }
    }

    private void refuse(String state, TlsException reason) {
        nextTry = clock.instant().plus(BETWEEN_TRIES);
        if (state.equals(seen)) {
            return;
        }
        if (state.equals(suspect)) {
            seen = state;
            refused = true;
            LOG.error(
                    "A change of the certificate files is not taken, {} stays: {}",
                    made.description(),
                    reason.getMessage());
        }
        suspect = state;
    }

    private void remind() {
        var now = clock.instant();
        if (now.isBefore(nextReminder)) {
            return;
        }
        nextReminder = now.plus(BETWEEN_REMINDERS);
        var flaw = made.flawAt(now);
        if (!flaw.isEmpty()) {
            LOG.error("Peers that look will not accept {}: {}", made.description(), flaw);
        } else if (expiry().isPresent() && now.isAfter(expiry().get().minus(NOTICE))) {
            LOG.warn("Renew {}", made.description());
        }
    }

    /** Makes what the library needs of what the files say. */
    @FunctionalInterface
    interface Maker {
        SslContext make(Material material) throws TlsException;
    }

    /** What was made of the files, and of what. */
    private record Made(Material material, SslContext context) {
        String flawAt(Instant moment) {
            return material.credentials().map(own -> own.flawAt(moment)).orElse("");
        }

        String description() {
            return material.credentials()
                    .map(own -> "the certificate of " + own.subject() + ", which expires at " + own.expiry())
                    .orElse("no certificate of its own");
        }
    }
}
