package io.lodestar.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is replaced whole, keeps its backup, its permissions and its links. */
class AtomicFileTest {

    @TempDir
    private Path folder;

    @Test
    void theFirstContentMakesTheFoldersAndNoBackup() throws IOException {
        var path = folder.resolve("deep/er/file");

        new AtomicFile(path).write("one".getBytes(UTF_8));

        assertThat(path).hasContent("one");
        assertThat(filesBeside(path)).containsExactly("file");
    }

    @Test
    void theContentBeforeTheLastOneIsTheBackup() throws IOException {
        var file = new AtomicFile(folder.resolve("file"));

        file.write("one".getBytes(UTF_8));
        file.write("two".getBytes(UTF_8));
        file.write("three".getBytes(UTF_8));

        assertThat(folder.resolve("file")).hasContent("three");
        assertThat(file.backup()).hasContent("two");
        assertThat(filesBeside(file.backup())).containsExactly("file", "file.bak");
    }

    @Test
    void aReplacementLeavesTheBackupAsItIs() throws IOException {
        var file = new AtomicFile(folder.resolve("file"));
        file.write("one".getBytes(UTF_8));
        file.write("two".getBytes(UTF_8));

        file.replace(out -> out.write("three".getBytes(UTF_8)));

        assertThat(folder.resolve("file")).hasContent("three");
        assertThat(file.backup()).hasContent("one");
    }

    @Test
    void aCrashBetweenBackupAndRenameDoesNotDisturbTheNextWrite() throws IOException {
        var path = folder.resolve("file");
        var file = new AtomicFile(path);
        file.write("one".getBytes(UTF_8));
        Files.createLink(file.backup(), path);

        file.write("two".getBytes(UTF_8));

        assertThat(path).hasContent("two");
        assertThat(file.backup()).hasContent("one");
        assertThat(filesBeside(path)).containsExactly("file", "file.bak");
    }

    @Test
    void theOperatorsPermissionsStay() throws IOException {
        var path = folder.resolve("file");
        Files.writeString(path, "one");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));

        new AtomicFile(path).write("two".getBytes(UTF_8));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-rw----");
    }

    @Test
    void aSymbolicLinkStaysOne() throws IOException {
        var real = Files.createDirectory(folder.resolve("real")).resolve("file");
        Files.writeString(real, "one");
        var link = Files.createSymbolicLink(folder.resolve("link"), real);

        new AtomicFile(link).write("two".getBytes(UTF_8));

        assertThat(link).isSymbolicLink().hasContent("two");
        assertThat(real).hasContent("two");
    }

    @Test
    void aFolderThatIsAFileIsAFailureThatChangesNothing() throws IOException {
        var blocker = Files.writeString(folder.resolve("blocker"), "in the way");
        var file = new AtomicFile(blocker.resolve("file"));

        assertThatThrownBy(() -> file.write("one".getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        IOException.class,
                        failure -> assertThat(FileTrouble.reason(failure)).isEqualTo("it exists and is no folder"));

        assertThat(blocker).hasContent("in the way");
    }

    @Test
    void theSweepTakesWhatDeadProcessesLeftAndNothingElse() throws IOException {
        var dead = Long.toString(Integer.MAX_VALUE);
        var alive = Long.toString(ProcessHandle.current().pid());
        var names = List.of(
                "file." + dead + ".tmp",
                "file.bak." + dead + ".tmp",
                "file." + alive + ".tmp",
                "file.x.tmp",
                "other." + dead + ".tmp",
                "file.bak");
        for (var name : names) {
            Files.createFile(folder.resolve(name));
        }

        new AtomicFile(folder.resolve("file")).sweep();

        assertThat(filesBeside(folder.resolve("file")))
                .containsExactlyInAnyOrder(
                        "file." + alive + ".tmp", "file.x.tmp", "other." + dead + ".tmp", "file.bak");
    }

    private static List<String> filesBeside(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path.resolveSibling(""))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
