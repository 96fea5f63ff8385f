package io.lodestar.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder in which one server keeps what survives a restart. It belongs to one server at a time, from opening to closing. */
public final class StateFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);
    private static final String LOCK = "lock";

    /**
     * The folders that this process has open. The system's locks are the process's: it would not be refused its own, and closing a second
     * channel to the lock file would give up the first one's lock.
     */
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel lock;

    private StateFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Takes the folder, which comes into being if need be. Fails, with the reason, when another server has it or it cannot be written. */
    public static StateFolder open(Path path) throws IOException {
        OwnerOnly.createFolders(path.toAbsolutePath());
        var folder = path.toRealPath();
        if (!OPEN_HERE.add(folder)) {
            throw inUse(folder);
        }
        boolean taken = false;
        try {
            var opened = new StateFolder(folder, lock(folder));
            taken = true;
            opened.keepToItself();
            return opened;
        } finally {
            if (!taken) {
                OPEN_HERE.remove(folder);
            }
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(folder.toString());
        }
        var channel = OwnerOnly.open(folder.resolve(LOCK));
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        if (!locked) {
            throw inUse(folder);
        }
        return channel;
    }

    private static FileSystemException inUse(Path folder) {
        return new FileSystemException(folder.toString(), null, "another name server uses it");
    }

    /**
     * Takes from others what they may do with the files in here, which are nobody else's. The folder itself may be the operator's. Where others
     * can write to it, what is in it may be theirs, or another name of somebody's file: it is left alone.
     */
    private void keepToItself() {
        try {
            tighten();
        } catch (IOException | DirectoryIteratorException failure) {
            LOG.warn("Who may use the files in {} is not known, and was not limited", folder, failure);
        }
    }

    private void tighten() throws IOException {
        if (OwnerOnly.isWritableByOthers(folder)) {
            LOG.warn(
                    "Other users can write to the state folder {}, and so decide what this server knows after a restart; chmod go-w it",
                    folder);
            return;
        }
        int tightened = tighten(folder, "{lock,drains,drains.*,snapshot,snapshot.*,journal}")
                + tighten(folder.resolve("journal"), "journal-*.log");
        if (tightened > 0) {
            LOG.info("Other users could read {} files in {}, and cannot any more", tightened, folder);
        }
    }

    private static int tighten(Path folder, String names) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        int tightened = 0;
        try (var files = Files.newDirectoryStream(folder, names)) {
            for (var file : files) {
                tightened += OwnerOnly.tighten(file) ? 1 : 0;
            }
        }
        return tightened;
    }

    /** Returns the path of a file in this folder. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Leaves the folder to the next server. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException failure) {
            LOG.warn("The lock of {} was not given back, the end of the process does that", folder, failure);
        } finally {
            OPEN_HERE.remove(folder);
        }
    }
}
