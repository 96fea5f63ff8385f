package io.lodestar.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of certificates and keys. */
class PemFileTest {
    @Test
    @Timeout(10)
    void aPipeIsNotWaitedFor(@TempDir Path folder) throws Exception {
        var pipe = folder.resolve("server.pem");
        var made = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start();
        assertThat(made.waitFor()).isZero();

        assertThatThrownBy(() -> PemFile.read(pipe))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining(pipe + " is no regular file");
    }
}
