package io.lodestar.server.access;

import io.lodestar.server.store.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts as their file names them now. {@link #current} never waits; {@link #refresh} reads the file, and is for one thread at a time.
 *
 * <p>A file that has become bad is told of once for each content; the accounts stay what they were when it was good. What is new counts when two
 * looks in succession find it: half of a file that is being written can be good as well, and lack what bounds its last account.
 */
final class AccountsFile {
    private static final Logger LOG = LoggerFactory.getLogger(AccountsFile.class);
    private static final int MAX_BYTES = 1 << 20;
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path path;
    private byte[] seen;
    /** What the last look found. */
    private byte[] found;

    private String trouble = "";
    private volatile Accounts current;

    private AccountsFile(Path path, byte[] seen, Accounts accounts) {
        this.path = path;
        this.seen = seen;
        this.found = seen;
        this.current = accounts;
    }

    /** Reads the file. */
    static AccountsFile open(Path path) throws AccountsException {
        try {
            var bytes = bytes(path);
            var file = new AccountsFile(path, bytes, accounts(path, bytes));
            LOG.info("Accounts read from {}: {}", path, file.current.count());
            file.warnOfReaders();
            return file;
        } catch (IOException failure) {
            throw new AccountsException(
                    "accountsFile " + path + " cannot be read: " + FileTrouble.reason(failure)
                            + "; create it or correct accountsFile",
                    failure);
        }
    }

    Accounts current() {
        return current;
    }

    /** Takes over what the file says now, if that changed, is good, and was there at the last look. */
    void refresh() {
        try {
            var bytes = bytes(path);
            boolean settled = Arrays.equals(bytes, found);
            found = bytes;
            if (!settled || Arrays.equals(bytes, seen)) {
                tellOfTrouble("");
                return;
            }
            seen = bytes;
            current = accounts(path, bytes);
            trouble = "";
            LOG.info("Accounts read anew from {}: {}", path, current.count());
            warnOfReaders();
        } catch (AccountsException bad) {
            LOG.error("The accounts stay as they were: {}", bad.getMessage());
        } catch (IOException failure) {
            tellOfTrouble(FileTrouble.reason(failure));
        }
    }

    private void tellOfTrouble(String reason) {
        if (!reason.equals(trouble)) {
            trouble = reason;
            if (!reason.isEmpty()) {
                LOG.error("The accounts stay as they were: {} cannot be read: {}", path, reason);
            }
        }
    }

    private static Accounts accounts(Path path, byte[] bytes) throws AccountsException {
        if (bytes.length > MAX_BYTES) {
            throw new AccountsException(path + ": it has more than " + MAX_BYTES + " bytes");
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return new AccountsReader(path.toString()).read(text.toString());
        } catch (CharacterCodingException malformed) {
            throw new AccountsException(path + ": it is no text in UTF-8; save it as that", malformed);
        }
    }

    /** Reads one byte more than may be, however long the file. */
    private static byte[] bytes(Path path) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException("it is no regular file, and to open a pipe would wait for somebody to write");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }

    private void warnOfReaders() throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(path).stream().anyMatch(OF_OTHERS::contains)) {
            LOG.warn("{} holds secret keys, and others than its owner may read or change it: chmod 600 it", path);
        }
    }
}
