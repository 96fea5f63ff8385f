/** One record for the extension fields of each request and of each response that has any. */
@NullMarked
package io.lodestar.protocol.header;

import org.jspecify.annotations.NullMarked;
