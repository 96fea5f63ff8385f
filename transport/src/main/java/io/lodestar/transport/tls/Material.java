package io.lodestar.transport.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Who this side is, and whom it trusts.
 *
 * @param credentials what it shows, if anything
 * @param authorities whose signature it trusts, where a file says so
 */
record Material(Optional<Credentials> credentials, List<X509Certificate> authorities) {}
