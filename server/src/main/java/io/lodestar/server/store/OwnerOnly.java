package io.lodestar.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps files from the eyes and hands of other users, where the system knows of such (decision 20). */
public final class OwnerOnly {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final Set<OpenOption> NEW_OR_OLD =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private OwnerOnly() {}

    /** Creates a file that only its owner can use, and opens it. Fails if anything has its name, a link too. */
    public static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, NEW, attributes(file, FILE));
    }

    /** Opens a file, which is created as by {@link #create} if need be; no link is followed. */
    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, NEW_OR_OLD, attributes(file, FILE));
    }

    /** Creates what is missing of a folder and of those above it. One that is there stays as it is. */
    public static void createFolders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) { // the JDK takes a link to a folder for a file in the way
            Files.createDirectories(folder, attributes(folder, FOLDER));
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        boolean known = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return known
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** Takes from others what they may do with a file or folder of ours; returns whether that was anything. No link is followed. */
    static boolean tighten(Path path) {
        var view = view(path);
        if (view.isEmpty() || Files.isSymbolicLink(path)) {
            return false;
        }
        try {
            var owners = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? FOLDER : FILE;
            var permissions = view.get().readAttributes().permissions();
            boolean wider = !owners.containsAll(permissions);
            if (wider) {
                permissions.retainAll(owners);
                view.get().setPermissions(permissions);
            }
            return wider;
        } catch (IOException failure) {
            LOG.warn("Who may use {} could not be limited: {}", path, FileTrouble.reason(failure));
            return false;
        }
    }

    /** Returns whether another user, of the owner's group or not, can write to a file or folder. */
    static boolean isWritableByOthers(Path path) throws IOException {
        return allows(path, PosixFilePermission.GROUP_WRITE) || allows(path, PosixFilePermission.OTHERS_WRITE);
    }

    /** Returns whether any user of the machine can write to a file. */
    public static boolean isWritableByAll(Path file) throws IOException {
        return allows(file, PosixFilePermission.OTHERS_WRITE);
    }

    /** Returns what any user of the machine may do with a file that is the operator's, in words; empty if nothing. */
    static Optional<String> exposure(Path path) throws IOException {
        if (isWritableByAll(path)) {
            return Optional.of("any user of this machine can write to " + path + "; chmod o-rwx it");
        }
        return allows(path, PosixFilePermission.OTHERS_READ)
                ? Optional.of("any user of this machine can read " + path + "; chmod o-rwx it")
                : Optional.empty();
    }

    private static boolean allows(Path path, PosixFilePermission permission) throws IOException {
        boolean known = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return known && Files.getPosixFilePermissions(path).contains(permission);
    }

    /**
     * Makes sure that a symbolic link is one of those that may be followed to a file that is then written: the owner of its folder made
     * it, or whoever runs this server. In a folder that all may write to, anybody could point it at a file of the server's user.
     */
    static void requireTrusted(Path link) throws IOException {
        if (view(link).isEmpty()) {
            return;
        }
        var owner = Files.getOwner(link, LinkOption.NOFOLLOW_LINKS);
        boolean trusted = owner.equals(Files.getOwner(link.resolveSibling("")))
                || owner.getName().equals(System.getProperty("user.name"));
        if (!trusted) {
            throw new FileSystemException(
                    link.toString(),
                    null,
                    "it is a symbolic link of " + owner.getName() + ", who does not own its folder");
        }
    }

    private static Optional<PosixFileAttributeView> view(Path path) {
        return Optional.ofNullable(
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
    }
}
