package io.lodestar.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many files and sockets the system lets this process have open. */
final class Descriptors {
    private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String ROW = "Max open files";
    /** For jars, the journal, the stores, outgoing connections, and whatever is accepted to be closed at once. */
    private static final int RESERVE = 256;

    private Descriptors() {}

    /** Returns how many connections there may be at most. Where the system does not tell, there is no such limit but the system's own. */
    static int forConnections() {
        if (!Files.isReadable(LIMITS)) {
            return Integer.MAX_VALUE;
        }
        try {
            return forConnections(Files.readAllLines(LIMITS));
        } catch (IOException unreadable) {
            LOG.debug("{} cannot be read", LIMITS, unreadable);
            return Integer.MAX_VALUE;
        }
    }

    static int forConnections(List<String> limits) {
        return limits.stream()
                .filter(line -> line.startsWith(ROW))
                .map(line -> line.substring(ROW.length()).strip().split(" ", 2)[0])
                .filter(soft -> soft.chars().allMatch(Character::isDigit))
                .mapToInt(soft -> lessReserve(Long.parseLong(soft)))
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    private static int lessReserve(long most) {
        return (int) Math.min(Integer.MAX_VALUE, most - Math.min(RESERVE, most / 2));
    }
}
