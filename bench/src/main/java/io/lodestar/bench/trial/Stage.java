package io.lodestar.bench.trial;

import io.lodestar.bench.process.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where a workload is played: it starts servers, each with its files in a folder of its own. Confined to one thread. */
public final class Stage {
    private final Path folder;
    private final Launcher launcher;
    private final Schedule schedule;
    private int started;

    /** A stage whose files go to the folder. */
    public Stage(Path folder, Launcher launcher, Schedule schedule) {
        this.folder = folder;
        this.launcher = launcher;
        this.schedule = schedule;
    }

    /** How long things take. */
    public Schedule schedule() {
        return schedule;
    }

    /** Starts a name server; it answers when this returns. */
    public Server start(Party party) throws IOException {
        return launcher.start(party, nextFolder(party));
    }

    /** Starts the echo with the frame of the answer that it is to give. */
    public Server startEcho(byte[] answer) throws IOException {
        return launcher.startEcho(nextFolder(Party.ECHO), answer);
    }

    private Path nextFolder(Party party) throws IOException {
        started++;
        var name = started + "-" + party.name().toLowerCase(Locale.ROOT);
        return Files.createDirectories(folder.resolve(name));
    }
}
