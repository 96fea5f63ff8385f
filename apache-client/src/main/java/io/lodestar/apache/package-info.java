/** Brings route changes to the unmodified Apache Java client. */
@NullMarked
package io.lodestar.apache;

import org.jspecify.annotations.NullMarked;
