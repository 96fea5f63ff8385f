package io.lodestar.bench.trial;

import io.lodestar.bench.process.Server;
import java.io.IOException;
import java.nio.file.Path;

/** Starts the parties. */
public interface Launcher {
    /** Whether a party can be started on this machine. */
    boolean canStart(Party party);

    /** Starts a name server; it answers when this returns. */
    Server start(Party party, Path folder) throws IOException;

    /** Starts the echo. */
    Server startEcho(Path folder, byte[] answer) throws IOException;
}
