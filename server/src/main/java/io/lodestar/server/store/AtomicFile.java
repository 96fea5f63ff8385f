package io.lodestar.server.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is replaced whole: whoever opens it, at any moment and after any crash, finds the old or the new content.
 *
 * <pre>
 *   name.PID.tmp   new content, written and forced to disk
 *   name.bak       the old content, by a second link to the same bytes where that can be
 *   name           renamed over from name.PID.tmp, then the folder is forced to disk
 * </pre>
 *
 * New files and folders are their owner's only; a file that is there keeps its permissions.
 * One thread at a time may write. Two processes that share the file do not damage it: the last one wins.
 */
public final class AtomicFile {
    private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);
    private static final String SUFFIX = ".tmp";
    private static final Pattern PID = Pattern.compile("\\.(\\d{1,18})\\.tmp$");
    private static final String OWN = "." + ProcessHandle.current().pid() + SUFFIX;

    private final Path path;

    /** Nothing is opened or created yet. */
    public AtomicFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** Where the content before the last {@link #write} is kept. */
    public Path backup() {
        return sibling(path, ".bak");
    }

    /** Replaces the content; on return the new content is on disk and the old one is the backup. */
    public void write(byte[] content) throws IOException {
        replace(out -> out.write(content), Optional.empty(), true);
    }

    /** The same, and the file is said to be of a time. */
    void write(byte[] content, Instant time) throws IOException {
        replace(out -> out.write(content), Optional.of(time), true);
    }

    /** Replaces the content and leaves the backup, or the lack of one, as it is. */
    void replace(Content content) throws IOException {
        replace(content, Optional.empty(), false);
    }

    /** The same, and the file is said to be of a time. */
    void replace(Content content, Instant time) throws IOException {
        replace(content, Optional.of(time), false);
    }

    /** What is to be in the file. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Removes what processes that were killed while they wrote have left behind. */
    void sweep() throws IOException {
        var target = resolved();
        var prefix = target.getFileName() + ".";
        if (!Files.isDirectory(folderOf(target))) {
            return;
        }
        try (var files = Files.newDirectoryStream(folderOf(target), file -> isLeftOver(file, prefix))) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
    }

    private static boolean isLeftOver(Path file, String prefix) {
        var name = file.getFileName().toString();
        if (!name.startsWith(prefix) || !name.endsWith(SUFFIX)) {
            return false;
        }
        var pid = PID.matcher(name);
        return pid.find() && ProcessHandle.of(Long.parseLong(pid.group(1))).isEmpty();
    }

    private void replace(Content content, Optional<Instant> time, boolean keepOld) throws IOException {
        var target = resolved();
        var folder = folderOf(target);
        OwnerOnly.createFolders(folder);
        var fresh = sibling(target, OWN);
        try {
            writeForced(fresh, content, time);
            if (Files.exists(target)) {
                copyPermissions(target, fresh);
                if (keepOld) {
                    keepAsBackup(target);
                }
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            forceFolder(folder);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** The file itself where the path is a symbolic link: the link must survive the renaming. */
    private Path resolved() throws IOException {
        if (!Files.isSymbolicLink(path) || !Files.exists(path)) {
            return path;
        }
        OwnerOnly.requireTrusted(path);
        return path.toRealPath();
    }

    private static void writeForced(Path file, Content content, Optional<Instant> time) throws IOException {
        Files.deleteIfExists(file); // never written to: it may be a link to anything
        try (var channel = OwnerOnly.create(file)) {
            content.writeTo(Channels.newOutputStream(channel));
            if (time.isPresent()) {
                date(file, time.get());
            }
            channel.force(true);
        }
    }

    /** Where it cannot be done, the content still counts: the time is for telling damage from an edit, later. */
    private static void date(Path file, Instant time) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(time));
        } catch (IOException notHere) {
            LOG.debug("The time of {} cannot be set", file, notHere);
        }
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        var source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        var target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (source != null && target != null) {
            target.setPermissions(source.readAttributes().permissions());
        }
    }

    private void keepAsBackup(Path target) throws IOException {
        var link = sibling(path, ".bak" + OWN); // beside the backup: a symbolic link may lead to another file system
        Files.deleteIfExists(link);
        try {
            linkOrCopy(target, link);
            Files.move(link, backup(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(link);
        }
    }

    private static void linkOrCopy(Path target, Path link) throws IOException {
        try {
            Files.createLink(link, target);
        } catch (UnsupportedOperationException | FileSystemException noLinkHere) {
            if (!Files.isRegularFile(target)) {
                throw noLinkHere;
            }
            // Some file systems have no links, none has links to another one, and some systems forbid links to another
            // user's file. Should the trouble be a different one, the copy fails of it too.
            Files.copy(target, link, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** A rename is on disk only when the folder is; systems that cannot open a folder do not need it. */
    private static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static Path folderOf(Path file) {
        return file.resolveSibling("");
    }

    private static Path sibling(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }
}
