package io.lodestar.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The accounts follow their file. */
class AccountsFileTest {
    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void chooseFile() {
        path = folder.resolve("accounts.yml");
    }

    private void write(String accessKey) throws IOException {
        Files.writeString(path, "accounts:\n- {accessKey: " + accessKey + ", secretKey: s}\n");
    }

    /** Looks as often as it takes for what is new to count. */
    private static void refresh(AccountsFile file) {
        file.refresh();
        file.refresh();
    }

    @Test
    void whatTheFileSaysAnewCounts() throws Exception {
        write("before");
        var file = AccountsFile.open(path);

        write("after_");
        refresh(file);

        assertThat(file.current().ofAccessKey("after_")).isPresent();
        assertThat(file.current().ofAccessKey("before")).isEmpty();
    }

    @Test
    void aFileThatIsReplacedCountsToo() throws Exception {
        write("before");
        var file = AccountsFile.open(path);

        Files.delete(path);
        refresh(file);
        assertThat(file.current().ofAccessKey("before")).as("while it is gone").isPresent();
        write("after_");
        refresh(file);

        assertThat(file.current().ofAccessKey("after_")).isPresent();
    }

    @Test
    void aFileThatBecomesBadChangesNothing() throws Exception {
        write("before");
        var file = AccountsFile.open(path);

        for (var bad : new String[] {"", "accounts:", "accounts: [", "\uFFFF".repeat(1 << 20)}) {
            Files.writeString(path, bad);
            refresh(file);
            assertThat(file.current().ofAccessKey("before")).isPresent();
        }
        Files.write(path, new byte[] {(byte) 0xff, 'x'});
        refresh(file);
        assertThat(file.current().ofAccessKey("before")).isPresent();
    }

    @Test
    void halfOfAFileThatIsBeingWrittenDoesNotCount() throws Exception {
        var half = "accounts:\n- accessKey: a\n  secretKey: s\n  roles: admin\n";
        write("before");
        var file = AccountsFile.open(path);

        Files.writeString(path, half);
        file.refresh();
        assertThat(file.current().ofAccessKey("a")).as("without its bounds").isEmpty();
        Files.writeString(path, half + "  brokers: x\n");
        refresh(file);

        assertThat(file.current().ofAccessKey("a"))
                .hasValueSatisfying(
                        account -> assertThat(account.scope().isAll()).isFalse());
    }

    @Test
    void aBadFileAtTheStartIsNamed() throws IOException {
        assertThatThrownBy(() -> AccountsFile.open(path))
                .isInstanceOf(AccountsException.class)
                .hasMessageContaining("accountsFile " + path + " cannot be read");
        Files.writeString(path, "accounts:\n- {accessKey: a}\n");
        assertThatThrownBy(() -> AccountsFile.open(path))
                .isInstanceOf(AccountsException.class)
                .hasMessageStartingWith(path + ":2: ");
    }

    @Test
    @Timeout(10)
    void aPipeInItsPlaceIsNotWaitedFor() throws Exception {
        write("before");
        var file = AccountsFile.open(path);

        Files.delete(path);
        var made = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start();
        assertThat(made.waitFor()).isZero();
        refresh(file);

        assertThat(file.current().ofAccessKey("before")).isPresent();
        assertThatThrownBy(() -> AccountsFile.open(path)).hasMessageContaining("no regular file");
    }
}
