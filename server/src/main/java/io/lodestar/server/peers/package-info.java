/** How this name server differs from its peers. */
@NullMarked
package io.lodestar.server.peers;

import org.jspecify.annotations.NullMarked;
