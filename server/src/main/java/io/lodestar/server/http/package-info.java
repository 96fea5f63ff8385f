/** HTTP as values: a port, what is asked and what is answered. It knows nothing of name servers. */
@NullMarked
package io.lodestar.server.http;

import org.jspecify.annotations.NullMarked;
