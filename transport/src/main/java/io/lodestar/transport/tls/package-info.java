/** Encryption of connections: certificates from files that may change, and who the peer has proved to be. */
@NullMarked
package io.lodestar.transport.tls;

import org.jspecify.annotations.NullMarked;
