/** Tests of the transport, on embedded channels and on real sockets. */
@NullMarked
package io.lodestar.transport;

import org.jspecify.annotations.NullMarked;
