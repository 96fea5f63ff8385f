package io.lodestar.bench.trial;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Something that a name server is asked to do, and how well it is to do it. */
public interface Workload {
    /** What it is called on the command line. */
    String name();

    /** What it finds out, in a sentence. */
    String question();

    /** What is promised of it. */
    List<Target> targets();

    /** Who can take part. */
    default Set<Party> parties() {
        return EnumSet.of(Party.APACHE, Party.APACHE_ALIKE, Party.LODESTAR);
    }

    /** Gets one party ready; the parties are asked in their order, before any of them is measured. */
    Trial prepare(Party party, Stage stage) throws IOException;
}
