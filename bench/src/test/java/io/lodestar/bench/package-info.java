/** That the bench measures what it says, at a size that takes seconds. */
@NullMarked
package io.lodestar.bench;

import org.jspecify.annotations.NullMarked;
