package io.lodestar.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state folder belongs to one server at a time. That another process is refused is shown by {@code RestartIT}. */
class StateFolderTest {

    @TempDir
    private Path home;

    @Test
    void aNewFolderIsForItsOwnerOnly() throws IOException {
        try (var folder = StateFolder.open(home.resolve("deep/state"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("deep/state"))))
                    .isEqualTo("rwx------");
            assertThat(folder.file("drains")).isEqualTo(home.toRealPath().resolve("deep/state/drains"));
        }
    }

    @Test
    void theOperatorsPermissionsStay() throws IOException {
        var path = Files.createDirectory(home.resolve("state"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x---"));

        StateFolder.open(path).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void aSecondServerOfThisProcessIsRefusedByWhicheverPathItComes() throws IOException {
        var path = home.resolve("state");
        try (var first = StateFolder.open(path)) {
            var link = Files.createSymbolicLink(home.resolve("link"), path);

            assertInUse(path);
            assertInUse(link);
            assertInUse(first.file("..").resolve("state"));
        }
    }

    private static void assertInUse(Path path) {
        assertThatThrownBy(() -> StateFolder.open(path))
                .isInstanceOfSatisfying(
                        IOException.class,
                        failure -> assertThat(FileTrouble.reason(failure)).isEqualTo("another name server uses it"));
    }

    @Test
    void aClosedFolderIsTheNextServers() throws IOException {
        var path = home.resolve("state");
        StateFolder.open(path).close();

        StateFolder.open(path).close();

        assertThat(path).isDirectory();
    }

    @Test
    void aFileInTheWayIsAFailureThatLeavesNothingBehind() throws IOException {
        var blocker = Files.writeString(home.resolve("state"), "in the way");

        assertThatThrownBy(() -> StateFolder.open(blocker))
                .isInstanceOfSatisfying(
                        IOException.class,
                        failure -> assertThat(FileTrouble.reason(failure)).isEqualTo("it exists and is no folder"));

        Files.delete(blocker);
        StateFolder.open(blocker).close();
    }
}
