/** What each request code means: a wire record in, a call of the registry or a store, a wire record out. Handlers keep no state. */
@NullMarked
package io.lodestar.server.handler;

import org.jspecify.annotations.NullMarked;
