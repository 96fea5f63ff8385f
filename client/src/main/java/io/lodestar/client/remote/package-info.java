/** How the other packages speak with name servers. Internal: it may change in any release. */
@NullMarked
package io.lodestar.client.remote;

import org.jspecify.annotations.NullMarked;
