/** What the server can tell of itself: composed here once, for every door through which it is asked for. */
@NullMarked
package io.lodestar.server.insight;

import org.jspecify.annotations.NullMarked;
