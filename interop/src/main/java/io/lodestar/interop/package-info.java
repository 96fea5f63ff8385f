/** Real brokers, clients and tools of Apache's, each in its own process, and name servers for them to talk to. */
@NullMarked
package io.lodestar.interop;

import org.jspecify.annotations.NullMarked;
