package io.lodestar.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the server writes is for its owner's eyes and hands only (decision 20). */
@EnabledOnOs({OS.LINUX, OS.MAC})
class OwnerOnlyTest {
    private static final int ROOT = 0;
    private static final int SOMEBODY = 12_345;

    @TempDir
    private Path home;

    @Test
    void everyFileAndFolderThatIsMadeIsItsOwnersOnly() throws IOException {
        var root = home.resolve("made");
        try (var folder = StateFolder.open(root.resolve("state"));
                var journal = Journal.open(folder.file("journal"), 1 << 20, Clock.systemUTC())) {
            journal.append(Event.of(EventKind.SERVER_STARTED, ""));
            var kv = KvStore.open(root.resolve("kv/kv.json"));
            kv.put("n", "k", Optional.of("v"));
            kv.put("n", "k", Optional.of("w"));
            Files.writeString(root.resolve("kv/kv.json"), "damage");
            KvStore.open(root.resolve("kv/kv.json"));
            new AtomicFile(folder.file("snapshot")).replace(out -> out.write(1));
        }

        assertThat(under(root).map(this::described))
                .contains("made/kv/kv.json.bak rw-------", "made/kv/kv.json.damaged rw-------")
                .contains("made/state/lock rw-------", "made/state/journal rwx------")
                .allMatch(line -> line.endsWith(" rw-------") || line.endsWith(" rwx------"));
    }

    @Test
    void filesOfTheStateFolderThatOthersCouldUseAreTakenFromThem() throws IOException {
        var state = folder("state", "rwxr-xr-x");
        var journal = folder("state/journal", "rwxr-xr-x");
        for (var file :
                List.of("drains", "drains.bak", "snapshot", "snapshot.damaged-1", "journal/journal-000001.log")) {
            file(state.resolve(file), "rw-r--r--");
        }
        file(state.resolve("notes.txt"), "rw-r--r--");

        StateFolder.open(state).close();

        assertThat(permissions(state)).as("the operator's").isEqualTo("rwxr-xr-x");
        assertThat(permissions(state.resolve("notes.txt"))).as("not ours").isEqualTo("rw-r--r--");
        assertThat(permissions(journal)).isEqualTo("rwx------");
        assertThat(under(journal).skip(1).map(this::described)).allMatch(line -> line.endsWith(" rw-------"));
        for (var file : List.of("drains", "drains.bak", "snapshot", "snapshot.damaged-1")) {
            assertThat(permissions(state.resolve(file))).as(file).isEqualTo("rw-------");
        }
    }

    @Test
    void nothingIsChangedInAFolderWhereTheFilesMayBeSomebodyElses() throws IOException {
        var victim = file(home.resolve("victim"), "rw-r--r--");
        var state = folder("state", "rwxrwxrwx");
        Files.createLink(state.resolve("drains"), victim);

        StateFolder.open(state).close();

        assertThat(permissions(victim)).isEqualTo("rw-r--r--");
    }

    @Test
    void aLinkInTheStateFolderIsNotFollowedToBeTightenedOrLocked() throws IOException {
        var victim = file(home.resolve("victim"), "rw-r--r--");
        var state = folder("state", "rwxr-xr-x");
        Files.createSymbolicLink(state.resolve("drains"), victim);

        StateFolder.open(state).close();
        assertThat(permissions(victim)).isEqualTo("rw-r--r--");

        Files.delete(state.resolve("lock"));
        Files.createSymbolicLink(state.resolve("lock"), victim);
        assertThatThrownBy(() -> StateFolder.open(state)).isInstanceOf(IOException.class);
    }

    @Test
    void aLinkInThePlaceOfTheFileThatIsWrittenFirstIsRemovedAndNotFollowed() throws IOException {
        var victim = file(home.resolve("victim"), "rw-r--r--");
        var name = "file." + ProcessHandle.current().pid() + ".tmp";
        Files.createSymbolicLink(home.resolve(name), victim);

        new AtomicFile(home.resolve("file")).write("ours".getBytes(UTF_8));

        assertThat(victim).hasContent("");
        assertThat(home.resolve("file")).hasContent("ours").isRegularFile();
        assertThatThrownBy(() -> OwnerOnly.create(Files.createSymbolicLink(home.resolve("link"), victim)))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void aLinkThatSomebodyElseMadeInOurFolderIsNotFollowed() throws IOException {
        assumeThat(Files.getAttribute(home, "unix:uid"))
                .as("only root can give files away")
                .isEqualTo(ROOT);
        var victim = file(home.resolve("victim"), "rw-r--r--");
        var link = Files.createSymbolicLink(home.resolve("file"), victim);
        Files.setAttribute(link, "unix:uid", SOMEBODY, LinkOption.NOFOLLOW_LINKS);

        assertThatThrownBy(() -> new AtomicFile(link).write("ours".getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        IOException.class,
                        failure -> assertThat(FileTrouble.reason(failure))
                                .isEqualTo("it is a symbolic link of 12345, who does not own its folder"));

        assertThat(victim).hasContent("");
    }

    @Test
    void whatAnyUserMayDoWithTheOperatorsFilesIsSaid() throws IOException {
        assertThat(OwnerOnly.exposure(file(home.resolve("a"), "rw-rw----"))).isEmpty();
        assertThat(OwnerOnly.exposure(file(home.resolve("b"), "rw-r--r--")))
                .contains("any user of this machine can read " + home.resolve("b") + "; chmod o-rwx it");
        assertThat(OwnerOnly.exposure(file(home.resolve("c"), "rw-rw-rw-")))
                .contains("any user of this machine can write to " + home.resolve("c") + "; chmod o-rwx it");
    }

    private Path folder(String name, String permissions) throws IOException {
        var folder = Files.createDirectories(home.resolve(name));
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }

    private static Path file(Path file, String permissions) throws IOException {
        Files.createFile(file);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static Stream<Path> under(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        try (var walk = Files.walk(folder)) {
            walk.forEach(files::add);
        }
        return files.stream();
    }

    private String described(Path path) {
        try {
            return home.relativize(path) + " " + permissions(path);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
