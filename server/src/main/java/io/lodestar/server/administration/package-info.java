/** What people change: done, kept and entered in the journal in one place, whichever door the request came through. */
@NullMarked
package io.lodestar.server.administration;

import org.jspecify.annotations.NullMarked;
