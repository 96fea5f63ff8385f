package io.lodestar.server.access;

import io.lodestar.registry.Registry;
import io.lodestar.server.config.AccessKeys;
import io.lodestar.server.config.AccessMode;
import io.lodestar.server.config.InputLimits;
import io.lodestar.server.config.Settings;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Access control as the settings ask for it. Where there is an accounts file, a thread of its own looks whether it changed: a file system that
 * hangs keeps nobody else waiting.
 */
public final class Access implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Access.class);
    private static final long PERIOD_MILLIS = 500;

    private final AccessControl control;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Access(AccessControl control) {
        this.control = control;
    }

    /** Reads the accounts, and from now on follows their file. */
    public static Access open(Settings settings, Registry registry) throws AccountsException {
        var mode = settings.get(AccessKeys.ACCESS_CONTROL);
        var path = settings.get(AccessKeys.ACCOUNTS_FILE);
        if (!path.toString().isEmpty()) {
            var file = AccountsFile.open(path);
            var access = new Access(
                    new AccessControl(mode, file::current, new Scopes(registry, InputLimits.bodies(settings))));
            access.follow(file);
            return access;
        }
        if (mode != AccessMode.OFF) {
            throw new AccountsException("accessControl=" + mode + " needs accounts: name their file by accountsFile");
        }
        return new Access(AccessControl.off(registry));
    }

    /** Returns what decides. */
    public AccessControl control() {
        return control;
    }

    private void follow(AccountsFile file) {
        var thread = new Thread(() -> watch(file::refresh, closed), "lodestar-accounts");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(
                (where, fault) -> LOG.error("Changes of the accounts are not noticed any more", fault));
        thread.start();
    }

    /** Looks again and again until that is over, whatever becomes of a look. */
    @SuppressWarnings("IllegalCatch")
    static void watch(Runnable look, CountDownLatch over) {
        try {
            while (!over.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    look.run();
                } catch (RuntimeException fault) {
                    // Without this thread a key that is taken out of the file would count for ever.
                    LOG.error("The accounts stay as they were, since reading them failed; it is tried again", fault);
                }
            }
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
        }
    }

    /** Follows the file no more. */
    @Override
    public void close() {
        closed.countDown();
    }
}
