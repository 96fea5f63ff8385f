package io.lodestar.server.access;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts, as a file named them at one moment. Immutable. */
final class Accounts {
    static final Accounts NONE = new Accounts(List.of());

    private final Map<String, Account> byAccessKey = new HashMap<>();
    private final Map<String, Account> bySubject = new HashMap<>();
    private final List<Account> byAddress = new ArrayList<>();
    private final int count;
    private final Optional<Account.Credential> peers;

    /** Takes accounts no two of which share an access key or a certificate. */
    Accounts(List<Account> accounts) {
        this.count = accounts.size();
        this.peers = accounts.stream()
                .filter(account ->
                        account.roles().contains(Role.PEER) && !account.roles().contains(Role.ADMIN))
                .flatMap(account -> account.credential().stream())
                .findFirst();
        for (var account : accounts) {
            account.credential().ifPresent(credential -> byAccessKey.put(credential.accessKey(), account));
            account.subjects().forEach(subject -> bySubject.put(subject, account));
            if (account.isKnownByAddress()) {
                byAddress.add(account);
            }
        }
    }

    int count() {
        return count;
    }

    Optional<Account> ofAccessKey(String accessKey) {
        return Optional.ofNullable(byAccessKey.get(accessKey));
    }

    Optional<Account> ofSubject(String subject) {
        return Optional.ofNullable(bySubject.get(subject));
    }

    /** Returns what this server signs with when it asks its peers: the first account that is for that and can sign. */
    Optional<Account.Credential> ofPeers() {
        return peers;
    }

    /** Returns whose requests are taken for their own if they come from there and prove nothing. */
    List<Account> ofAddress(InetAddress source) {
        if (byAddress.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<Account>(1);
        for (var account : byAddress) {
            if (account.mayComeFrom(Optional.of(source))) {
                found.add(account);
            }
        }
        return found;
    }
}
