/** Tells those who watch which routes have changed. */
@NullMarked
package io.lodestar.server.watch;

import org.jspecify.annotations.NullMarked;
