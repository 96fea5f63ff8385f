/** Which name servers there are, and what is needed to speak with them. */
@NullMarked
package io.lodestar.client;

import org.jspecify.annotations.NullMarked;
