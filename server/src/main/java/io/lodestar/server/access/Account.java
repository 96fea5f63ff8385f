package io.lodestar.server.access;

import io.lodestar.transport.SourceRanges;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who may do something.
 *
 * @param name who it is, for logs and the journal
 * @param credential what it signs with, if it signs
 * @param subjects the certificates that prove to be it, as RFC 2253 writes their subjects
 * @param roles what it may do
 * @param scope to which brokers it may do that
 * @param sources where it may come from; none stands for anywhere, unless where it comes from is all that proves it
 * @param trusted where its access key counts without a signature
 */
record Account(
        String name,
        Optional<Credential> credential,
        List<String> subjects,
        Set<Role> roles,
        Scope scope,
        SourceRanges sources,
        SourceRanges trusted) {
    Account {
        subjects = List.copyOf(subjects);
        roles = Set.copyOf(roles);
    }

    /**
     * What requests are signed with.
     *
     * @param accessKey the public half
     */
    record Credential(String accessKey, Secret secret) {}

    /** Returns whether unsigned requests are taken for its own where it comes from. */
    boolean isKnownByAddress() {
        return credential.isEmpty() && subjects.isEmpty();
    }

    boolean mayComeFrom(Optional<InetAddress> source) {
        return (sources.isEmpty() && !isKnownByAddress())
                || source.filter(sources::contain).isPresent();
    }

    @Override
    public String toString() {
        return "account '" + name + "'";
    }
}
