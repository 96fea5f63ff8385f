package io.lodestar.cli;

import io.lodestar.client.NameServerException;
import java.util.Locale;

/** How a command ended, for scripts. The numbers are published, and stay. */
enum ExitCode {
    /** It did what it was asked. */
    DONE(0),
    /** It looked, and there is a difference, nothing of that name, or a name server that is not ready. */
    DIFFERENT(1),
    /** It was asked in a way that cannot be meant. */
    USAGE(2),
    /** No name server answered, or one of those that had to. */
    UNREACHABLE(3),
    /** A name server said no. */
    REFUSED(4),
    /** The name server does not know the request. */
    UNSUPPORTED(5),
    /** What it printed was lost. */
    UNWRITTEN(6),
    /** A mistake in the command itself. */
    BUG(70);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Returns how JSON has it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ExitCode of(NameServerException failure) {
        if (failure instanceof NameServerException.Refused) {
            return REFUSED;
        }
        return failure instanceof NameServerException.Unsupported ? UNSUPPORTED : UNREACHABLE;
    }

    /** Returns what both together ended with: the worse of the two. */
    ExitCode and(ExitCode other) {
        return number >= other.number ? this : other;
    }
}
