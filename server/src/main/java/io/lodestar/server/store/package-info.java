/** What survives a restart: files that a crash leaves whole. */
@NullMarked
package io.lodestar.server.store;

import org.jspecify.annotations.NullMarked;
