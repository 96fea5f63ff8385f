/** How the process logs, and how that is changed while it runs. */
@NullMarked
package io.lodestar.server.logs;

import org.jspecify.annotations.NullMarked;
