package io.lodestar.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
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
        create(path.toAbsolutePath());
        var folder = path.toRealPath();
        if (!OPEN_HERE.add(folder)) {
            throw inUse(folder);
        }
        boolean taken = false;
        try {
            var opened = new StateFolder(folder, lock(folder));
            taken = true;
            return opened;
        } finally {
            if (!taken) {
                OPEN_HERE.remove(folder);
            }
        }
    }

    /** Makes the folder, for its owner's eyes only where the system can; one that is there keeps the permissions it has. */
    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder.resolveSibling(""));
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            var ownerOnly = PosixFilePermissions.fromString("rwx------");
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(ownerOnly));
        } else {
            Files.createDirectory(folder);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(folder.toString());
        }
        var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
