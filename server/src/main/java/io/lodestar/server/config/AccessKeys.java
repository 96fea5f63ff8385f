package io.lodestar.server.config;

import static io.lodestar.server.config.ValueType.fileOrNone;
import static io.lodestar.server.config.ValueType.oneOf;

import java.nio.file.Path;

/** The rows that say who may do what. */
public final class AccessKeys {
    private static final KeyTable.Part ACCESS = KeyTable.part(Section.ACCESS);

    public static final Key<AccessMode> ACCESS_CONTROL = ACCESS.refused(
            "accessControl",
            oneOf(AccessMode.OFF, AccessMode.values()),
            "What becomes of requests that no account of accountsFile allows: `off` asks nobody, `audit` grants, counts and logs them,"
                    + " `enforce` refuses them. Code 318 needs the server's own machine or an admin's signature in any case.");
    public static final Key<Path> ACCOUNTS_FILE = ACCESS.refused(
            "accountsFile",
            fileOrNone(),
            "The accounts: a YAML file as RocketMQ's plain_acl.yml, with more to say if wanted (docs/access.md)."
                    + " It is read again when its content changes.");

    private AccessKeys() {}

    /** Sees to it that the rows are in the table. */
    static void declare() {
        // their class is loaded by this call
    }
}
