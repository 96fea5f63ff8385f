/** Netty, once: listener, dialer, pipeline and request pairing. */
@NullMarked
package io.lodestar.transport;

import org.jspecify.annotations.NullMarked;
