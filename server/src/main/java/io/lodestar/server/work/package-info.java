/** Who does what may wait, and in whose turn. */
@NullMarked
package io.lodestar.server.work;

import org.jspecify.annotations.NullMarked;
