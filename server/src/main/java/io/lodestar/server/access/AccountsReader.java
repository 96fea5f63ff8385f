package io.lodestar.server.access;

import io.lodestar.transport.SourceRanges;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.snakeyaml.engine.v2.nodes.Node;

/** Makes accounts of a text in the form of RocketMQ's {@code plain_acl.yml}, which may say more about each. Confined to one thread. */
final class AccountsReader {
    private static final int MAX_LENGTH = 1 << 20;
    private static final String GLOBAL = "globalWhiteRemoteAddresses";
    private static final Set<String> ROOT_NAMES = Set.of("accounts", GLOBAL, "dataVersion");
    /** The last five speak of topics and groups, which a name server does not guard. */
    private static final Set<String> ACCOUNT_NAMES = Set.of(
            "name",
            "accessKey",
            "secretKey",
            "admin",
            "roles",
            "clusters",
            "brokers",
            "sources",
            "certificates",
            "whiteRemoteAddress",
            "defaultTopicPerm",
            "defaultGroupPerm",
            "topicPerms",
            "groupPerms",
            "namespacePerms");

    private final String source;
    private final Set<String> names = new HashSet<>();
    private final Set<String> accessKeys = new HashSet<>();
    private final Set<String> subjects = new HashSet<>();

    /** Creates a reader that calls the file so in what it says. */
    AccountsReader(String source) {
        this.source = source;
    }

    Accounts read(String text) throws AccountsException {
        var document = new YamlDocument(source, MAX_LENGTH).read(text);
        if (document.isEmpty()) {
            throw new AccountsException(source + ": there are no accounts in it");
        }
        var root = YamlTable.of(source, document.get(), ROOT_NAMES);
        var accounts = new ArrayList<Account>();
        var trusted = ranges(root, GLOBAL);
        if (!trusted.isEmpty()) {
            var everything = EnumSet.allOf(Role.class);
            accounts.add(new Account(
                    GLOBAL, Optional.empty(), List.of(), everything, Scope.ALL, trusted, SourceRanges.NONE));
        }
        for (var node : root.nodes("accounts")) {
            accounts.add(account(node));
        }
        if (accounts.isEmpty()) {
            throw root.problem("there are no accounts in it");
        }
        return new Accounts(accounts);
    }

    private Account account(Node node) throws AccountsException {
        var table = YamlTable.of(source, node, ACCOUNT_NAMES);
        var credential = credential(table);
        var certificates = certificates(table);
        var sources = sources(table);
        if (credential.isEmpty() && certificates.isEmpty() && sources.isEmpty()) {
            throw table.problem("nothing can prove to be this account: give it an accessKey, certificates or sources");
        }
        return new Account(
                name(table, credential),
                credential,
                certificates,
                roles(table),
                new Scope(globs(table, "clusters"), globs(table, "brokers")),
                sources,
                ranges(table, "whiteRemoteAddress"));
    }

    private String name(YamlTable table, Optional<Account.Credential> credential) throws AccountsException {
        var name = table.text("name").or(() -> credential.map(Account.Credential::accessKey));
        if (name.isEmpty()) {
            throw table.problem("an account without accessKey needs a name");
        }
        if (!names.add(name.get())) {
            throw table.problem("there is another account '" + name.get() + "'; give one of them another name");
        }
        return name.get();
    }

    private Optional<Account.Credential> credential(YamlTable table) throws AccountsException {
        var accessKey = table.text("accessKey");
        var secret = table.text("secretKey");
        if (accessKey.isPresent() != secret.isPresent()) {
            throw table.problem("accessKey and secretKey go together: add the other one or remove both");
        }
        if (accessKey.isPresent() && !accessKeys.add(accessKey.get())) {
            throw table.problem("accessKey", "another account has this accessKey; remove one of them");
        }
        return accessKey.flatMap(key -> secret.map(text -> new Account.Credential(key, new Secret(text))));
    }

    private List<String> certificates(YamlTable table) throws AccountsException {
        var found = new ArrayList<String>();
        for (var text : table.textsIfAny("certificates")) {
            var subject = subject(table, text);
            if (!subjects.add(subject)) {
                throw table.problem("certificates", "an account has the certificate '" + subject + "' already");
            }
            found.add(subject);
        }
        return found;
    }

    private static String subject(YamlTable table, String text) throws AccountsException {
        try {
            return new X500Principal(text).getName();
        } catch (IllegalArgumentException malformed) {
            var problem = table.problem(
                    "certificates", "'" + text + "' is no subject of a certificate, such as CN=broker-a,O=Example");
            problem.initCause(malformed);
            throw problem;
        }
    }

    /** An account that says nothing of roles is what it is to a broker: an admin, who may do everything, or a client. */
    private static Set<Role> roles(YamlTable table) throws AccountsException {
        var texts = table.textsIfAny("roles");
        boolean admin = table.flag("admin");
        if (texts.isEmpty()) {
            return admin ? EnumSet.allOf(Role.class) : EnumSet.of(Role.CLIENT);
        }
        var roles = EnumSet.noneOf(Role.class);
        for (var text : texts) {
            roles.add(Role.of(text)
                    .orElseThrow(
                            () -> table.problem("roles", "'" + text + "' is no role; take broker, client or admin")));
        }
        if (admin && !roles.contains(Role.ADMIN)) {
            throw table.problem("roles", "admin: true and roles without admin contradict each other; remove one line");
        }
        return roles;
    }

    private static List<Glob> globs(YamlTable table, String name) throws AccountsException {
        return table.textsIfAny(name).stream().map(Glob::new).toList();
    }

    /** What is there and names no address must not be taken for no limit. */
    private static SourceRanges sources(YamlTable table) throws AccountsException {
        var texts = table.textsIfAny("sources");
        var sources = ranges(table, "sources", texts);
        if (sources.isEmpty() && !texts.isEmpty()) {
            throw table.problem("sources", "'sources' names no address; give it one or remove the line");
        }
        return sources;
    }

    private static SourceRanges ranges(YamlTable table, String name) throws AccountsException {
        return ranges(table, name, table.texts(name));
    }

    private static SourceRanges ranges(YamlTable table, String name, List<String> texts) throws AccountsException {
        try {
            return AddressForms.parse(texts);
        } catch (IllegalArgumentException malformed) {
            var problem = table.problem(name, String.valueOf(malformed.getMessage()));
            problem.initCause(malformed);
            throw problem;
        }
    }
}
