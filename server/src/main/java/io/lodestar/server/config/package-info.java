/** The configuration: one table of keys, and the values that hold now. */
@NullMarked
package io.lodestar.server.config;

import org.jspecify.annotations.NullMarked;
